import type { Copy, PlacedStory } from '../../src/model.ts'
import type { FeedInput } from '../../src/publish/feeds.ts'

/** A feed and stories of a made-up park, for every test of this room. */
export const copy = (changes: Partial<Copy> = {}): Copy => ({
  entryId: 'e1',
  sourceId: 'daily',
  outlet: '澄湖日报',
  url: 'https://daily.example/news/1.html',
  title: '澄湖园区新材料中试基地投产',
  publishedAt: new Date('2026-03-02T01:30:00Z'),
  isMirror: false,
  ...changes
})

export const story = (changes: Partial<PlacedStory> = {}): PlacedStory => ({
  id: 'st1',
  leadEntryId: 'e1',
  title: '澄湖园区新材料中试基地投产',
  summary: '三月二日，中试基地首条产线投料。',
  url: 'https://daily.example/news/1.html',
  publishedAt: new Date('2026-03-02T01:30:00Z'),
  firstSeenAt: new Date('2026-03-02T01:40:00Z'),
  changedAt: new Date('2026-03-02T03:00:00Z'),
  section: 'park',
  copies: [copy()],
  ...changes
})

export const input = (changes: Partial<FeedInput> = {}): FeedInput => ({
  title: '澄湖园区新闻',
  description: '多家媒体，一个事件，一条新闻',
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  siteUrl: 'https://chenghu.example/',
  selfUrl: (format) => `https://chenghu.example/feeds/all.${format}`,
  authority: 'chenghu.example,2026',
  emptyAt: new Date('2026-01-01T00:00:00Z'),
  stories: [story()],
  sections: new Map([['park', '园区要闻']]),
  words: {
    carriedBy: (outlets) => `${outlets} 家媒体报道:`,
    mirrors: (copies) => `另有 ${copies} 份受损副本。`,
    join: (names) => names.join('、'),
    untitled: '(无标题)'
  },
  ...changes
})
