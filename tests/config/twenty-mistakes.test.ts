import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { complaintsAbout, configFolder } from './config-folder.ts'

const ROOT = join(import.meta.dirname, '../..')

const FILES = {
  'parkwire.yaml': `contact: news@park.example
parks: [park.yaml, hills.yaml, park.yaml]
fetch:
  deadline: 30
  maxsize: 10 MiB
  maxRedirects: 2.5
  hostGap: 2 h
  atOnce: 100
  hostGap: 1s
mail:
  from: nobody
`,
  'park.yaml': `id: lake
name: ''
language: zh
timezone: Asia/Shangai
feedAuthority: park.example
names:
partial:
  - { text: industrial park, needs: palce, weight: 6 }
  - { text: the committee, needs: place, weight: 600 }
anchor:
  place: [Yunchuan]
entities:
  company: Luon
exclude:
  - { text: [zoo, 5], weight: -4 }
  - { text: garden, weight: 4 }
threshold: { accept: 6, review: 8 }
sections:
  - { id: News, title: News }
  - { id: deals, title: Deals, colour: red }
  - { id: deals, title: More deals }
`,
  'sources.yaml': `sources:
  - id: paper
    kind: feed
    title: The Paper
    url: https://paper.example/feed.xml
    every: 10s
  - id: paper
    kind: feed
    title: The Other Paper
    url: paper.example/feed.xml
    trust: offical
  - id: square
    kind: telepathy
    waves: alpha
    title: The Square
    url: https://square.example/
    enabled: yes
  - id: harbour
    kind: feed
    titel: The Harbour
    url: file:press/harbour.xml
  - just a line
  - id: bridge
    kind: feed
    title: The Bridge
    url: https://bridge.example/\${BRIDGE_KEY}
    timezone: 2
`,
  'digests.yaml': `digests:
  - name: daily
    cron: 61 8 * * *
    to:
      - { channel: email, address: officer@park.example }
      - { channel: email, address: Officer@park.example }
      - { channel: pigeon, address: loft@park.example }
      - { channel: email, address: officer }
  - name: daily
    cron: 30 8 * * *
    park: hill
    sections: deals
  - name: weekly
    cron: 30 8 1 * 1
    to: []
    lateBy: soon
`
}

const ENVIRONMENT = {
  PARKWIRE_PORT: 'http',
  PARKWIRE_STORE: 'mysql://user:password@db/parkwire',
  PARKWIRE_SMPT: 'smtp://mail.example',
  PARKWIRE_ALLOW_HOSTS: 'localhost'
}

const LINES = `
environment: PARKWIRE_STORE: expected sqlite:PATH or postgres://…
environment: PARKWIRE_PORT: expected a port from 0 to 65535, got "http"
environment: PARKWIRE_ALLOW_HOSTS: allowed host "localhost": expected host:port or CIDR:port, such as localhost:8081, 10.0.0.0/8:443 or [::1]:8080
environment: PARKWIRE_SMPT: unknown name, did you mean PARKWIRE_SMTP?
parkwire.yaml:1:10: contact: expected mailto:… or https://… in plain ASCII, got "news@park.example"
parkwire.yaml:2:20: parks[1]: there is no file "hills.yaml"
parkwire.yaml:2:32: parks[2]: "park.yaml" is named already
parkwire.yaml:4:13: fetch.deadline: expected a duration such as 30s, 15m, 2h or 1d, got 30
parkwire.yaml:5:3: fetch.maxsize: unknown key, did you mean "maxSize"?
parkwire.yaml:6:17: fetch.maxRedirects: expected a whole number, got 2.5
parkwire.yaml:8:11: fetch.atOnce: expected at most 64, got 100
parkwire.yaml:9:3: fetch.hostGap: this key stands in line 7 already
parkwire.yaml:11:9: mail.from: expected an address such as Park news <news@example.org>, got "nobody"
park.yaml:2:7: name: expected at least 1 character, got ""
park.yaml:3:11: language: expected one of zh-CN, en, got "zh"
park.yaml:4:11: timezone: expected an IANA time zone such as Asia/Shanghai, got "Asia/Shangai"
park.yaml:5:16: feedAuthority: expected a domain name and a date as in RFC 4151, such as news.example.org,2026, got "park.example"
park.yaml:6:1: names: empty, expected a list
park.yaml:8:37: partial[0].needs: no group "palce" under anchors; there are place
park.yaml:9:50: partial[1].weight: expected at most 100, got 600
park.yaml:10:1: anchor: unknown key, did you mean "anchors"?
park.yaml:13:3: entities: expected a list, got a group of keys
park.yaml:15:19: exclude[0].text[1]: expected a text, got 5
park.yaml:16:29: exclude[1].weight: expected at most 0, got 4
park.yaml:17:33: threshold.review: expected at most the 6 of accept, got 8
park.yaml:19:11: sections[0].id: expected a slug of lower-case letters, digits and hyphens, got "News"
park.yaml:20:32: sections[1].colour: unknown key, expected one of id, title, any, words, unless, priority
park.yaml:21:11: sections[2].id: "deals" is the id of the section in line 20
sources.yaml:6:12: sources[0].every: expected a duration from 1m to 30d, got "10s"
sources.yaml:7:9: sources[1].id: "paper" is the id of the source in line 2
sources.yaml:10:10: sources[1].url: expected https://…, http://… or file:PATH relative to this folder, got "paper.example/feed.xml"
sources.yaml:11:12: sources[1].trust: expected one of official, press, mirror, got "offical"
sources.yaml:13:11: sources[2].kind: expected one of feed, page, api, document, got "telepathy"
sources.yaml:17:14: sources[2].enabled: expected true or false, got "yes"
sources.yaml:20:5: sources[3].titel: unknown key, did you mean "title"?
sources.yaml:21:10: sources[3].url: there is no file "file:press/harbour.xml"
sources.yaml:22:5: sources[4]: expected a group of keys, got "just a line"
sources.yaml:26:10: sources[5].url: \${BRIDGE_KEY} is not set in the environment
sources.yaml:27:15: sources[5].timezone: expected a text, got 2
digests.yaml:3:11: digests[0].cron: expected five cron fields such as "30 8 * * *", got "61 8 * * *" (minute "61" is out of range or misspelt)
digests.yaml:6:36: digests[0].to[1].address: "Officer@park.example" is a recipient already
digests.yaml:7:20: digests[0].to[2].channel: expected email, got "pigeon"
digests.yaml:8:36: digests[0].to[3].address: expected an e-mail address such as name@example.org, got "officer"
digests.yaml:9:5: digests[1].to: missing, expected a list
digests.yaml:9:11: digests[1].name: "daily" is the name of the digest in line 2
digests.yaml:12:15: digests[1].sections: expected a list, got "deals"
digests.yaml:14:11: digests[2].cron: expected five cron fields such as "30 8 * * *", got "30 8 1 * 1" (may not name both a day of month and a day of week)
digests.yaml:16:13: digests[2].lateBy: expected a duration such as 30s, 15m, 2h or 1d, got "soon"
`
  .trim()
  .split('\n')

test('every mistake of four files and the environment is one line, and all of them are told at once', () => {
  expect(complaintsAbout(configFolder(FILES), ENVIRONMENT)).toEqual(LINES)
})

test('the command says the same on standard error and ends with exit code 2', () => {
  const folder = configFolder(FILES)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['src/cli.ts', 'check', '--config', folder],
    { cwd: ROOT, encoding: 'utf8', env: { PATH: process.env['PATH'], ...ENVIRONMENT } }
  )
  expect(stderr.replaceAll(`${folder}/`, '').split('\n')).toEqual([
    ...LINES,
    `parkwire: ${LINES.length} mistakes, nothing was started`,
    ''
  ])
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
})
