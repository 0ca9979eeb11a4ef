import { load } from 'cheerio'
import { textOf } from '../../../normalize/html.ts'
import { fold } from '../../../normalize/text.ts'
import type { Article } from './article.ts'
import { linesOf } from './line.ts'
import { isElement, outlineOf } from './outline.ts'
import { writeHtml } from './write-html.ts'

/** The pages of one article joined: what stands again at the edges of a later page is left out there. */
export const joinPages = (pages: readonly Article[]): Article => {
  const first = pages[0]
  if (!first) throw new RangeError('no pages to join')
  if (pages.length === 1) return first
  const seen = new Set<string>([fold(first.title ?? '')])
  const html = pages.map((page, i) =>
    i === 0 ? remember(page.html, seen) : unseen(page.html, seen)
  )
  const whole = html.join('\n')
  return {
    title: firstOf(pages, 'title'),
    published: firstOf(pages, 'published'),
    outlet: firstOf(pages, 'outlet'),
    author: firstOf(pages, 'author'),
    html: whole,
    text: textOf(whole),
    images: [...new Set(pages.flatMap(({ images }) => images))],
    nextPage: pages.at(-1)?.nextPage ?? null,
    confidence: Math.max(...pages.map(({ confidence }) => confidence))
  }
}

const firstOf = (
  pages: readonly Article[],
  key: 'title' | 'published' | 'outlet' | 'author'
): string | null => pages.map((page) => page[key]).find((value) => value !== null) ?? null

const linesIn = (html: string) => {
  const outline = outlineOf({ $: load(html), url: '', base: '', text: '' })
  return { outline, lines: linesOf(outline, new Uint8Array(outline.nodes.length)) }
}

const remember = (html: string, seen: Set<string>): string => {
  for (const { text } of linesIn(html).lines) seen.add(fold(text))
  return html
}

/** Headline and editor's note stand at the top of each page, a line about the author at the end. */
const EDGE_LINES = 4

const unseen = (html: string, seen: Set<string>): string => {
  const { outline, lines } = linesIn(html)
  const isKnown = lines.map(({ text }) => seen.has(fold(text)))
  const head = isKnown.findIndex((known, i) => !known || i >= EDGE_LINES)
  const tail = isKnown.findLastIndex((known, i) => !known || i < lines.length - EDGE_LINES)
  const kept = new Uint8Array(outline.nodes.length)
  outline.nodes.forEach((node, at) => {
    if (isElement(node) && node.name === 'img') kept[at] = 1
  })
  lines.forEach(({ places, text }, i) => {
    if (i < head || i > tail || head < 0) return
    for (const at of places) kept[at] = 1
    seen.add(fold(text))
  })
  return writeHtml({ outline, kept, edits: new Map(), base: '' })
}
