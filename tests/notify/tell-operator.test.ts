import { describe, expect, onTestFinished, test } from 'vitest'
import { createLogger } from '../../src/log.ts'
import type { Source } from '../../src/model.ts'
import { email } from '../../src/notify/channels/email.ts'
import { tellOperator, type OperatorDesk } from '../../src/notify/tell-operator.ts'
import type { Store } from '../../src/store/db.ts'
import { recordCheck, syncSources } from '../../src/store/sources.ts'
import { startMailServer } from '../support/mail-server.ts'
import { stores } from '../support/stores.ts'

const START = new Date('2026-03-02T00:30:00Z')
const HOUR_MS = 3_600_000

const council: Source = {
  id: 'council',
  kind: 'page',
  title: '云川市政府',
  url: 'https://reader:hush@council.example/news/',
  everyMs: HOUR_MS,
  zone: 'Asia/Shanghai',
  trust: 'official',
  filter: 'relevance',
  text: 'listed',
  options: {}
}

const breakIt = async ({ db }: Store): Promise<void> => {
  await syncSources(db, [council], START)
  const message = 'the list of this page is drawn by script <b>; https://a.example/?key=hush'
  const check = {
    outcome: 'failed',
    health: 'broken',
    nextCheckAt: START,
    waitUntil: null
  } as const
  await recordCheck(db, council.id, { ...check, message }, START)
}

const deskFor = (store: Store, smtp: string | null, changes: Partial<OperatorDesk> = {}) => {
  const channel = email.open({ smtp, from: 'news@willow.example', mailDir: '/nowhere' })
  onTestFinished(() => channel.close())
  let now = START.getTime()
  const desk: OperatorDesk = {
    store,
    sources: [council],
    operator: smtp === null ? null : { address: 'op@willow.example', channel },
    language: 'zh-CN',
    mailDomain: 'willow.example',
    clock: () => new Date(now),
    log: createLogger('silent'),
    ...changes
  }
  return { desk, wait: (hours: number) => void (now += hours * HOUR_MS) }
}

describe.each(stores)('the operator on $engine', ({ useStore }) => {
  const bench = useStore()

  test('gets one mail about a broken source: which, why, what to do; no password', async () => {
    const server = await startMailServer()
    await breakIt(bench.store)
    const { desk, wait } = deskFor(bench.store, server.url)
    expect(await tellOperator(desk)).toBe(1)
    wait(24)
    expect(await tellOperator(desk)).toBe(0)
    const [mail, ...others] = server.received.map((received) => received.mail)
    expect(others).toEqual([])
    expect(mail?.subject).toBe('来源“云川市政府”读不到新闻了')
    expect(mail?.text).toContain('drawn by script <b>')
    expect(mail?.html).toContain('drawn by script &lt;b&gt;')
    expect(mail?.text).toContain('网址：https://***@council.example/news/')
    expect(server.received[0]?.raw).not.toContain('hush')
  })

  test('gets a command that can be copied: the address, or the source where that is no plain one', async () => {
    const commandFor = async (url: string): Promise<string | undefined> => {
      const server = await startMailServer()
      await breakIt(bench.store)
      await bench.store.db.updateTable('source_state').set({ told_at: null }).execute()
      const sources = [{ ...council, url }]
      const { desk, wait } = deskFor(bench.store, server.url, { sources, language: 'en' })
      wait(24)
      await tellOperator(desk)
      const { text = '', html = '' } = server.received[0]!.mail
      expect(text).not.toContain('hush')
      expect(html).not.toContain('hush')
      return /^ {3}npm run -s parkwire -- (.+)$/m.exec(text)?.[1]
    }
    const plain = 'https://council.example/news/?col=3&page=1'
    expect(await commandFor(plain)).toBe(`try "${plain}"`)
    for (const url of [
      'https://reader:hush@council.example/news/',
      'https://council.example/news/?apikey=hush',
      'https://council.example/{yyyy}-{mm}/{dd}/',
      'https://council.example/$(id)/'
    ]) {
      expect(await commandFor(url)).toBe('collect council --dry-run')
    }
  })

  test('gets it later, under the same Message-ID, when the server was busy', async () => {
    let tries = 0
    const server = await startMailServer({
      refuseMessage: () => (++tries === 1 ? '451 greylisted' : undefined)
    })
    await breakIt(bench.store)
    const { desk, wait } = deskFor(bench.store, server.url)
    expect(await tellOperator(desk)).toBe(0)
    wait(1)
    expect(await tellOperator(desk)).toBe(1)
    const ids = server.received.map(({ mail }) => mail.messageId)
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
  })

  test('without an address is told by the log only, once', async () => {
    await breakIt(bench.store)
    const { desk, wait } = deskFor(bench.store, null)
    expect(await tellOperator(desk)).toBe(1)
    wait(24)
    expect(await tellOperator(desk)).toBe(0)
  })

  test('is not told of a source that is no longer in the configuration', async () => {
    const server = await startMailServer()
    await breakIt(bench.store)
    const { desk } = deskFor(bench.store, server.url, { sources: [] })
    expect(await tellOperator(desk)).toBe(0)
    expect(server.received).toEqual([])
  })
})
