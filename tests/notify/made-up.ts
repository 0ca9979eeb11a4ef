import type { Copy, Park, PlacedStory } from '../../src/model.ts'
import type { Message } from '../../src/notify/channel.ts'
import type { DigestInput } from '../../src/notify/digest.ts'

/** A park that does not exist, for every test of this room. */
export const park: Park = {
  id: 'willow',
  name: '柳溪产业园',
  language: 'zh-CN',
  zone: 'Asia/Shanghai',
  sections: [
    { id: 'park', title: '园区要闻' },
    { id: 'deals', title: '招商签约' },
    { id: 'risk', title: '舆情风险' }
  ]
}

export const copy = (outlet: string, changes: Partial<Copy> = {}): Copy => ({
  entryId: `entry of ${outlet}`,
  sourceId: 'daily',
  outlet,
  url: 'https://daily.example/1.html',
  title: '柳溪产业园二期开园',
  publishedAt: new Date('2026-03-02T01:30:00Z'),
  isMirror: false,
  ...changes
})

export const story = (id: string, changes: Partial<PlacedStory> = {}): PlacedStory => ({
  id,
  leadEntryId: 'entry of 柳溪日报',
  title: `故事 ${id}`,
  summary: '',
  url: `https://daily.example/${id}.html`,
  publishedAt: new Date('2026-03-02T01:30:00Z'),
  firstSeenAt: new Date('2026-03-02T01:40:00Z'),
  changedAt: new Date('2026-03-02T01:40:00Z'),
  section: 'park',
  copies: [copy('柳溪日报')],
  ...changes
})

export const input = (
  stories: readonly PlacedStory[],
  changes: Partial<DigestInput> = {}
): DigestInput => ({
  park,
  title: '柳溪每日简报',
  slotAt: new Date('2026-03-02T00:30:00Z'),
  siteUrl: 'https://news.example',
  stories,
  ...changes
})

export const message = (changes: Partial<Message> = {}): Message => ({
  messageId: '<0123456789abcdefghjk@willow.example>',
  date: new Date('2026-03-02T00:30:05Z'),
  listName: 'willow-daily',
  subject: '柳溪每日简报 2026-03-02 共 1 条',
  text: '1. 柳溪产业园二期开园\n.\n..点\n',
  html: '<!doctype html>\n<p>柳溪产业园二期开园</p>\n',
  ...changes
})
