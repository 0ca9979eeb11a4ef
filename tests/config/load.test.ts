import { expect, test } from 'vitest'
import { mayConnect } from '../../src/collect/guard.ts'
import { loadConfig } from '../../src/config/load.ts'
import { configFolder, VALID } from './config-folder.ts'

test('what is left out has its default', () => {
  const folder = configFolder()
  const config = loadConfig(folder, {})
  expect(config.dir).toBe(folder)
  expect(config.fetch).toEqual({
    deadline: 30_000,
    maxSize: 10_485_760,
    maxRedirects: 5,
    hostGap: 1000,
    atOnce: 8
  })
  expect(config.sources).toEqual([
    {
      id: 'paper',
      kind: 'feed',
      title: 'The Paper',
      url: 'https://paper.example/feed.xml',
      everyMs: 1_800_000,
      zone: 'Asia/Shanghai',
      trust: 'press',
      filter: 'relevance',
      text: 'listed',
      options: {}
    }
  ])
  expect(config.digests).toEqual([
    {
      name: 'daily',
      parkId: 'lake',
      zone: 'Asia/Shanghai',
      cron: '30 8 * * *',
      lateByMs: 21_600_000,
      maxAgeMs: 259_200_000,
      to: [{ channel: 'email', address: 'officer@park.example' }]
    }
  ])
})

test('a digest runs by the clock of its park, a source by its own', () => {
  const config = loadConfig(
    configFolder({
      'parkwire.yaml': VALID['parkwire.yaml'].replace('[park.yaml]', '[park.yaml, hill.yaml]'),
      'hill.yaml': VALID['park.yaml']
        .replace('lake', 'hill')
        .replace('Asia/Shanghai', 'Asia/Tokyo'),
      'sources.yaml': `${VALID['sources.yaml']}    timezone: Europe/Berlin\n`,
      'digests.yaml': `${VALID['digests.yaml']}  - { name: hill, park: hill, cron: 0 9 * * 1, to: [] }\n`
    }),
    {}
  )
  expect(config.parks.map(({ id }) => id)).toEqual(['lake', 'hill'])
  expect(config.digests.map(({ parkId, zone }) => [parkId, zone])).toEqual([
    ['lake', 'Asia/Shanghai'],
    ['hill', 'Asia/Tokyo']
  ])
  expect(config.sources.map(({ zone }) => zone)).toEqual(['Europe/Berlin'])
})

test('a source that is switched off is not read', () => {
  const folder = configFolder({
    'sources.yaml': `${VALID['sources.yaml']}  - { id: b, kind: feed, title: B, url: https://b.example/, enabled: false }\n`
  })
  expect(loadConfig(folder, {}).sources.map(({ id }) => id)).toEqual(['paper'])
})

test('the folder comes from the argument, else from PARKWIRE_CONFIG', () => {
  const [named, other] = [configFolder(), configFolder()]
  expect(loadConfig(named, { PARKWIRE_CONFIG: other }).dir).toBe(named)
  expect(loadConfig(undefined, { PARKWIRE_CONFIG: other }).dir).toBe(other)
})

test('nothing of it can be changed, and all of it still works', () => {
  const config = loadConfig(configFolder(), { PARKWIRE_ALLOW_HOSTS: '10.0.0.0/8:80' })
  const groups: unknown[] = [config]
  for (const group of groups) {
    expect(Object.isFrozen(group)).toBe(true)
    const parts: unknown[] = Object.values(group as object)
    groups.push(...parts.filter((part) => typeof part === 'object' && part !== null))
  }
  expect(groups.length).toBeGreaterThan(20)
  const { allowHosts } = config.environment
  expect(mayConnect({ hostname: 'a', address: '10.1.2.3', port: 80 }, allowHosts)).toBe(true)
  expect(mayConnect({ hostname: 'a', address: '11.1.2.3', port: 80 }, [])).toBe(true)
  expect(mayConnect({ hostname: 'a', address: '10.1.2.3', port: 81 }, allowHosts)).toBe(false)
})
