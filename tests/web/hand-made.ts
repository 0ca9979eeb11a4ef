import { onTestFinished } from 'vitest'
import { createLogger } from '../../src/log.ts'
import type { Digest, Entry, Source } from '../../src/model.ts'
import { insertDigest } from '../../src/store/digests.ts'
import { insertEntry } from '../../src/store/entries.ts'
import type { Store } from '../../src/store/db.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { insertStory, putPlacement, putRelevance } from '../../src/store/stories.ts'
import { createHandler } from '../../src/web/handler.ts'
import type { PublicPark, WebParts } from '../../src/web/parts.ts'

/** A made-up park, written by hand into a store in memory: for what no source would ever deliver. */

export const willow: PublicPark = {
  id: 'willow',
  name: '柳溪产业园',
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  feedAuthority: 'willow.example,2026',
  sections: [
    { id: 'park', title: '园区要闻' },
    { id: 'risk', title: '舆情风险' }
  ]
}

export const alder: PublicPark = {
  ...willow,
  id: 'alder',
  name: 'Alder Park',
  language: 'en',
  zone: 'UTC',
  feedAuthority: 'alder.example,2026',
  sections: [{ id: 'news', title: 'News' }]
}

export const source: Source = {
  id: 'daily',
  kind: 'feed',
  title: '柳溪日报',
  url: 'https://daily.example/rss',
  everyMs: 900_000,
  zone: 'Asia/Shanghai',
  trust: 'press',
  filter: 'relevance',
  text: 'listed',
  options: {}
}

export type Web = {
  readonly store: Store
  /** Answers to a request for a path of this site. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Response>
  /** The body of that answer. */
  readonly read: (path: string, init?: RequestInit) => Promise<string>
}

export const openWeb = async (changes: Partial<WebParts> = {}): Promise<Web> => {
  const store = openStore('sqlite::memory:', () => undefined)
  onTestFinished(() => store.close())
  await migrate(store)
  const handler = createHandler({
    store,
    parks: [willow],
    sources: [source],
    baseUrl: 'https://news.example',
    log: createLogger('silent'),
    readiness: () => Promise.resolve({}),
    ...changes
  })
  const ask = (path: string, init?: RequestInit) =>
    handler(new Request(`https://news.example${path}`, init))
  return { store, ask, read: async (path, init) => (await ask(path, init)).text() }
}

export const entry = (changes: Partial<Entry> = {}): Entry => ({
  id: 'e1',
  sourceId: 'daily',
  guid: changes.id ?? 'e1',
  url: 'https://daily.example/1.html',
  title: '柳溪产业园二期开园',
  summary: '二期厂房三月投用。',
  html: '<p>二期厂房三月投用。</p>',
  text: '二期厂房三月投用。',
  author: null,
  outlet: '柳溪日报',
  publishedAt: new Date('2026-03-02T01:30:00Z'),
  publishedBy: 'source',
  dateDoubt: null,
  isUndated: false,
  seenAt: new Date('2026-03-02T01:40:00Z'),
  contentHash: 'h1',
  repair: { verdict: 'clean', damaged: false },
  isMirror: false,
  ...changes
})

type Place = { readonly parkId?: string; readonly section?: string }

/** Stores one story told by `entries`, led by the first, accepted in a section of a park. */
export const tell = async (
  { db }: Store,
  id: string,
  entries: readonly Entry[],
  { parkId = 'willow', section = 'park' }: Place = {}
): Promise<void> => {
  const lead = entries[0]!
  const { publishedAt, seenAt } = lead
  await insertStory(db, { id, leadEntryId: lead.id, publishedAt, seenAt })
  for (const one of entries) {
    const match = { verdict: 'new', reason: 'nothing alike' } as const
    await insertEntry(db, one, { storyId: id, trust: 'press', match })
  }
  await putPlacement(db, parkId, id, { verdict: 'accept', section, placedAt: seenAt })
  await putRelevance(db, parkId, lead.id, {
    verdict: 'accept',
    score: 10,
    section,
    reasons: [{ term: '柳溪产业园', where: 'title', weight: 10 }]
  })
}

export const digest = (changes: Partial<Digest> = {}): Digest => ({
  id: 'd1',
  parkId: 'willow',
  name: 'daily',
  slotAt: new Date('2026-03-02T00:30:00Z'),
  createdAt: new Date('2026-03-02T00:30:05Z'),
  storyCount: 1,
  subject: '柳溪产业园 2026-03-02 共 1 条',
  html: '<!doctype html><p style="color:#123">mail</p>',
  text: 'mail',
  ...changes
})

export const close = (store: Store, one: Digest): Promise<void> => insertDigest(store.db, one, [])
