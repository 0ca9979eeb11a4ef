import type { Entry } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import { fold, foldTaiwan } from '../normalize/text.ts'
import { foldTitle, foldTitleTaiwan } from '../normalize/title.ts'
import { urlKey } from '../normalize/url.ts'
import { readingsOf, saysEnough } from './reading.ts'

/** A shared key makes two entries candidates for one story; `match.ts` decides. */
export type Key = { readonly kind: 'url' | 'title' | 'text'; readonly value: string }

/** Han characters, see `saysEnough`. Shorter titles (通知公告, Weekly update) come again under other news. */
const MIN_TITLE = 10
/** Shorter texts are as often a footer or "see the attachment". */
const MIN_TEXT = 40

/** What an entry can be found by. `outlets` are names that stand around headlines as frames. */
export const keysOf = (
  entry: Pick<Entry, 'title' | 'text' | 'url'>,
  outlets: readonly string[]
): Key[] => {
  const address = entry.url === null ? null : urlKey(entry.url)
  const titles = readingsOf(
    entry.title,
    (title) => foldTitle(title, outlets),
    (title) => foldTitleTaiwan(title, outlets)
  )
  const texts = readingsOf(entry.text, fold, foldTaiwan)
  return [
    ...(address !== null && namesOnePage(address) ? [keyOf('url', address)] : []),
    ...titles.filter((title) => saysEnough(title, MIN_TITLE)).map((title) => keyOf('title', title)),
    ...texts.filter((text) => saysEnough(text, MIN_TEXT)).map((text) => keyOf('text', text))
  ]
}

const keyOf = (kind: Key['kind'], value: string): Key => ({ kind, value: hashId(kind, value) })

/** Some feeds link every item to their home page. */
const namesOnePage = (address: string): boolean => /\/.|\?/.test(address)
