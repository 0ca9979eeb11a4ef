import { profileSchema } from '../../src/match/profile.ts'
import { createJudge } from '../../src/match/relevance.ts'
import type { Entry, Source } from '../../src/model.ts'
import type { Desk } from '../../src/pipeline/ingest.ts'
import type { Store } from '../../src/store/db.ts'
import { entryFrom, NOW, PARK } from '../store/sample.ts'

export const HOUR_MS = 3_600_000

const profile = (id: string, name: string) =>
  profileSchema.parse({
    id,
    name,
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
    feedAuthority: 'news.example.org,2026',
    names: [{ text: name, weight: 60 }],
    threshold: { accept: 50, review: 20 },
    sections: [
      { id: 'news', title: '园区要闻' },
      { id: 'policy', title: '政策', words: ['办法'] }
    ]
  })

/** A name in the headline is accepted, one in the text is left to a person. */
export const deskOf = (store: Store, changes: Partial<Desk> = {}): Desk => ({
  store,
  judges: new Map([[PARK, createJudge(profile(PARK, '澄湖新材料产业园'))]]),
  digests: [{ parkId: PARK, name: 'daily', maxAgeMs: 48 * HOUR_MS }],
  outlets: ['云川日报', '海峡快讯'],
  ...changes
})

export const secondJudge = createJudge(profile('nangang', '南港物流园'))

export const sourceOf = (id: string, changes: Partial<Source> = {}): Source => ({
  id,
  kind: 'feed',
  title: id,
  url: `https://${id}.example/rss`,
  everyMs: HOUR_MS,
  zone: 'Asia/Shanghai',
  trust: 'press',
  filter: 'relevance',
  text: 'listed',
  options: {},
  ...changes
})

/** Long enough that an equal one is a copy. */
export const TEXT =
  '昨日上午，云川市澄湖新材料产业园举行集中签约仪式，碳纤维、光学膜和电池隔膜三个项目落户，预计明年秋天投产。'
export const TITLE = '澄湖新材料产业园签下三个项目'

/** News of the park, read now. */
export const newsFrom = (
  sourceId: string,
  guid: string,
  fields: Partial<Omit<Entry, 'sourceId' | 'guid'>> = {}
): Entry => entryFrom(sourceId, guid, { title: TITLE, text: TEXT, publishedAt: NOW, ...fields })
