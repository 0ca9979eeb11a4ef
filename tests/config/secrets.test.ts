import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { complaintsAbout, configFolder } from './config-folder.ts'

const sourceWith = (lines: string): Record<string, string> => ({
  'sources.yaml': `sources:
  - id: paper
    kind: feed
    title: The Paper
    ${lines}
`
})

test('a secret takes the place of its name, also inside a text and more than once', () => {
  const folder = configFolder(sourceWith('url: https://${HOST}/${KEY}/${KEY}.xml'))
  const config = loadConfig(folder, { HOST: 'paper.example', KEY: 'a$&b' })
  expect(config.sources.map(({ url }) => url)).toEqual(['https://paper.example/a$&b/a$&b.xml'])
})

test.each([
  ['is not set', '${KEY}', {}, '${KEY} is not set in the environment'],
  ['is empty', '${KEY}', { KEY: '' }, '${KEY} is empty in the environment'],
  [
    'is misspelt',
    '${key}',
    { key: 'x' },
    'expected ${NAME} in capital letters, digits and _, got ${key}'
  ]
])('a secret that %s is one mistake', (_, url, env, message) => {
  expect(complaintsAbout(configFolder(sourceWith(`url: ${url}`)), env)).toEqual([
    `sources.yaml:5:10: sources[0].url: ${message}`
  ])
})

test('no complaint shows a value that came from the environment', () => {
  const folder = configFolder({
    'park.yaml': `id: \${SECRET}
name: Lake Park
language: \${SECRET}
timezone: \${SECRET}
feedAuthority: \${SECRET}
names: [{ text: Lake Park, weight: 10 }]
partial: [{ text: the park, needs: "\${GROUP}", weight: 3 }]
threshold: { accept: "\${SECRET}", review: 3 }
sections: [{ id: "\${GROUP}", title: News }, { id: "\${GROUP}", title: More }]
`,
    'sources.yaml': `sources:
  - { id: a, kind: "\${SECRET}", title: A, url: "https://\${SECRET}" }
  - { id: b, kind: feed, title: B, url: "file:\${GROUP}.xml", trust: "\${SECRET}" }
  - { id: "\${GROUP}", kind: feed, title: C, url: https://c.example/ }
  - { id: "\${GROUP}", kind: feed, title: C, url: https://c.example/, every: "\${SECRET}" }
  - "\${SECRET}"
`,
    'digests.yaml': `digests:
  - name: daily
    cron: "\${SECRET} * * *"
    sections: [other]
    park: "\${GROUP}"
    to:
      - { channel: email, address: "\${SECRET}" }
      - { channel: email, address: "\${MAIL}" }
      - { channel: email, address: "\${MAIL}" }
`
  })
  const env = { SECRET: '99 hush', GROUP: 'hush-hush', MAIL: 'hush@park.example' }
  const lines = complaintsAbout(folder, env)
  expect(lines.filter((line) => line.includes('hush'))).toEqual([])
  expect(lines).toHaveLength(17)
  expect(lines).toContain(
    'digests.yaml:3:11: digests[0].cron: expected five cron fields such as "30 8 * * *", got "${SECRET} * * *"'
  )
})
