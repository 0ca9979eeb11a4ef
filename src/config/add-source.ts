import { isMap, isScalar, isSeq, parseDocument, stringify, type Document, type Node } from 'yaml'
import { ConfigError } from '../errors.ts'
import { canonicalUrl } from '../normalize/url.ts'
import { shown } from './shown.ts'

/** A source as sources.yaml has it, keys in the order in which they are written. */
export type NewSource = {
  readonly id: string
  readonly url: string
  readonly [key: string]: unknown
}

/**
 * The text of a sources.yaml with one source more behind the last one. Every other byte stays as it is:
 * the text is never written anew from its tree, which would lose blank lines and quotes.
 *
 * @throws ConfigError when the text is no such file, or has a source with that id or address already
 */
export const addSource = (yamlText: string, source: NewSource): string => {
  const document = parseDocument(yamlText, { keepSourceTokens: true, merge: true })
  if (document.errors.length > 0) throw refusal('it has mistakes that have to be mended first')
  const list = document.get('sources', true)
  refuseTwice(sourcesIn(document), source)
  const eol = yamlText.includes('\r\n') ? '\r\n' : '\n'
  const add = additionTo(document, list)(yamlText, source, list)
  const { at, until = at, text } = add
  return yamlText.slice(0, at) + text.replaceAll('\n', eol) + yamlText.slice(until)
}

/** The lines of a source as they stand in a list of sources. */
export const sourceLines = (source: object, indent = 2): string => {
  const lines = stringify(source, { lineWidth: 0, indent: 2 }).trimEnd().split('\n')
  const margin = ' '.repeat(indent)
  return lines.map((line, at) => `${margin}${at === 0 ? '- ' : '  '}${line}`).join('\n')
}

/** The ids in a sources.yaml, of sources that are switched off too. */
export const idsIn = (yamlText: string): readonly string[] =>
  sourcesIn(parseDocument(yamlText, { merge: true, logLevel: 'error' })).flatMap(({ id }) =>
    typeof id === 'string' ? [id] : []
  )

type Known = { readonly id?: unknown; readonly url?: unknown }

const sourcesIn = (document: Document): readonly Known[] => {
  if (document.errors.length > 0) return []
  const written = document.toJS() as { sources?: unknown } | null
  const sources = written?.sources
  if (!Array.isArray(sources)) return []
  return sources.filter((one): one is Known => typeof one === 'object' && one !== null)
}

const refuseTwice = (known: readonly Known[], { id, url }: NewSource): void => {
  if (known.some((one) => one.id === id)) {
    throw refusal(`it has a source with the id ${shown(id)} already; --id gives another`)
  }
  const same = known.find((one) => typeof one.url === 'string' && keyOf(one.url) === keyOf(url))
  if (same) throw refusal(`its source ${shown(same.id)} reads this address already`)
}

const keyOf = (url: string): string => canonicalUrl(url) ?? url

const refusal = (why: string): ConfigError =>
  new ConfigError([`sources.yaml: nothing can be added: ${why}`])

/** What replaces the text from `at` up to `until`; `\n` ends a line. */
type Addition = { readonly at: number; readonly until?: number; readonly text: string }
type Add = (yamlText: string, source: NewSource, list: unknown) => Addition

const additionTo = (document: Document, list: unknown): Add => {
  if (isSeq(list)) {
    if (list.srcToken?.type === 'block-seq') return behindLastItem
    return list.items.length === 0 ? insteadOfNothing : insideBrackets
  }
  if (list !== undefined && !(isScalar(list) && list.value === null)) {
    throw refusal('what stands behind "sources:" is no list')
  }
  const { contents } = document
  if (contents !== null && !isMap(contents)) throw refusal('it is no list of sources')
  if (list !== undefined) return behindKey
  if (isMap(contents) && contents.flow) throw refusal('it has no list of sources')
  return (text, source) => onNewLine(text, text.length, `sources:\n${sourceLines(source)}`)
}

/** `- id: …` after `- id: …`, in the column of its neighbours, and apart from them if they are. */
const behindLastItem: Add = (yamlText, source, list) => {
  const { items, srcToken } = blockOf(list)
  const indent = srcToken?.type === 'block-seq' ? srcToken.indent : 2
  const at = withOwnComments(yamlText, lineEnd(yamlText, endOf(items.at(-1))), indent)
  const isApart = items.length === 1 || hasBlankLine(yamlText, startOf(items[1]))
  return onNewLine(yamlText, at, (isApart ? '\n' : '') + sourceLines(source, indent))
}

/** `sources: []` */
const insteadOfNothing: Add = (yamlText, source, list) => {
  const { range } = blockOf(list)
  const [start = 0, until = 0] = range ?? []
  const at = lineEnd(yamlText, until)
  const rest = yamlText.slice(until, at)
  const added = onNewLine(yamlText, at, sourceLines(source))
  const from = yamlText.lastIndexOf(':', start) + 1
  const anchor = yamlText.slice(from, start).trimEnd()
  return { at: from, until: at, text: `${anchor}${rest.replaceAll('\r', '')}${added.text}` }
}

/** `sources: [{ … }, { … }]`, on one line or one a line. */
const insideBrackets: Add = (yamlText, source, list) => {
  const { items } = blockOf(list)
  const last = items.at(-1)
  const at = endOf(last)
  const lead = yamlText.slice(yamlText.lastIndexOf('\n', startOf(last)) + 1, startOf(last))
  const gap = lead.trim() === '' ? `\n${lead}` : ' '
  const flow = stringify(source, { lineWidth: 0, collectionStyle: 'flow' })
  return { at, text: `,${gap}${flow.replace(/\s*\n\s*/g, ' ').trim()}` }
}

/** `sources:` and nothing behind it. */
const behindKey: Add = (yamlText, source, list) =>
  onNewLine(yamlText, lineEnd(yamlText, endOf(list)), sourceLines(source))

type List = { readonly items: readonly unknown[] } & Pick<Node, 'range' | 'srcToken'>
const blockOf = (list: unknown): List => list as List

const startOf = (node: unknown): number => (node as Node).range?.[0] ?? 0
const endOf = (node: unknown): number => (node as Node).range?.[1] ?? 0

/** Where the line after `offset` begins; `offset` itself if it begins one. */
const lineEnd = (text: string, offset: number): number => {
  if (text.charAt(offset - 1) === '\n') return offset
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end + 1
}

/** Past comments that are indented like the keys of the item: `# enabled: false`. */
const withOwnComments = (text: string, from: number, indent: number): number => {
  let at = from
  for (;;) {
    const [line = ''] = text.slice(at, at + MAX_LINE).split('\n', 1)
    const lead = /^ *(?=#)/.exec(line)?.[0].length ?? 0
    if (lead <= indent) return at
    at = lineEnd(text, at + line.length)
  }
}
const MAX_LINE = 10_000

const hasBlankLine = (text: string, itemStart: number): boolean => {
  const before = text.slice(0, itemStart).replaceAll('\r', '').split('\n').slice(0, -1)
  const above = before.findLastIndex((line) => !/^\s*#/.test(line))
  return before[above]?.trim() === ''
}

/** A last line that has no end gets one, and so do the lines behind which something follows. */
const onNewLine = (text: string, at: number, lines: string): Addition => {
  const isOpen = at > 0 && text.charAt(at - 1) !== '\n'
  return { at, text: isOpen ? `\n${lines}` : `${lines}\n` }
}
