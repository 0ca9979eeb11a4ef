import type { RawEntry, Repair } from '../../model.ts'
import { textOf } from '../../normalize/html.ts'
import { hashId } from '../../normalize/id.ts'
import { judgeRepair, repairAs } from '../../normalize/repair.ts'
import { fold } from '../../normalize/text.ts'
import { canonicalUrl } from '../../normalize/url.ts'
import { bodyLines } from './body-lines.ts'
import type { Clipping } from './clipping.ts'
import { splitHeadlines, type Headline } from './headlines.ts'
import { isMediaName, knownNames } from './media-name.ts'

type Options = {
  /** Outlets that headlines may name, beside those whose names have the form of one. */
  readonly outlets: readonly string[]
  /** Whether headlines below the article become entries. They are never left in its text. */
  readonly related: boolean
  /** What its file is called in the folder of the source; absent where it lies in none. */
  readonly name?: string | undefined
}

/**
 * The article of a document, then an entry for each headline below it. Repaired as a whole, so that
 * mangled names of outlets are recognised and every headline shares the verdict of its document.
 */
export const entriesOf = (given: Clipping, { outlets, related, name }: Options): RawEntry[] => {
  const { title, html, below = '' } = given
  const repair = judgeRepair([title, html, below].filter(Boolean).join('\n'))
  const clipping = repaired(given, repair)
  const known = knownNames(outlets)
  const whole = clipping.html + repairAs(below, repair)
  const { from, headlines } = splitHeadlines(bodyLines(whole), known)
  const body = from === null ? clipping.html : clipping.html.slice(0, from)
  const article = articleEntry({ ...clipping, html: body }, { repair, known, name })
  return related ? [article, ...headlines.map((one) => headlineEntry(one, repair))] : [article]
}

const repaired = (clipping: Clipping, repair: Repair): Clipping => {
  const fix = (text: string | null): string | null => text && repairAs(text, repair)
  const { title, outlet, author, html } = clipping
  const body = repairAs(html, repair)
  return { ...clipping, title: fix(title), outlet: fix(outlet), author: fix(author), html: body }
}

type Around = Pick<Options, 'name'> & {
  readonly repair: Repair
  readonly known: ReadonlySet<string>
}

/** A mail from an outlet's own desk names the outlet where others name a person. */
const articleEntry = (
  { title, url, outlet, author, published, html }: Clipping,
  { repair, known, name }: Around
): RawEntry => {
  const isByOutlet = outlet === null && author !== null && isMediaName(author, known)
  return {
    guid: guidOf({ url, title, html }, name),
    url: url ?? undefined,
    title: title ?? undefined,
    contentHtml: html,
    author: isByOutlet ? undefined : (author ?? undefined),
    outlet: (isByOutlet ? author : outlet) ?? undefined,
    published: published ?? undefined,
    repair
  }
}

/**
 * The same page saved twice is one entry. What names no address is known by its file, so that an edit is a
 * new version of it; in a document without a name of its own, which a program writes anew each day, another
 * text is another article.
 */
const guidOf = (
  { url, title, html }: Pick<Clipping, 'url' | 'title' | 'html'>,
  name: string | undefined
): string => {
  const address = url === null ? null : canonicalUrl(url)
  if (address !== null) return hashId('clipping', address)
  if (name !== undefined) return hashId('clipping-file', name.normalize('NFC'))
  return hashId('clipping', fold(title ?? ''), fold(textOf(html)))
}

const headlineEntry = ({ title, outlet }: Headline, { verdict }: Repair): RawEntry => ({
  guid: hashId('headline', fold(outlet ?? ''), fold(title)),
  title,
  outlet: outlet ?? undefined,
  // Lost bytes of the article say nothing about this line.
  repair: { verdict, damaged: judgeRepair(title).damaged },
  undated: true
})
