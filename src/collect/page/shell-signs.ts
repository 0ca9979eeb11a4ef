import { widthOf } from '../../normalize/width.ts'
import type { Text } from 'domhandler'
import type { AnyNode, Element, Page } from './page.ts'
import { isBox, isChrome, isList, isMount } from './shell-places.ts'

/** What can be seen of a page outside its head, menu and foot, and what seems to be missing there. */
export type Signs = {
  /** Display columns of running text outside links; a Han character takes two. */
  readonly proseColumns: number
  /** Links with a text that is long enough for a headline. */
  readonly titles: number
  /** Links around a picture without a text. */
  readonly pictureLinks: number
  /** `<div id="app"></div>` */
  readonly isMountEmpty: boolean
  /** `<ul id="newsList"></ul>` */
  readonly emptyLists: number
  /** Ids of other boxes with nothing in them, the first fifty. */
  readonly emptyIds: readonly string[]
  /** Templates that stand for one row each: `v-for`, `{{item.title}}`, `<script type="text/x-template">`. */
  readonly loops: number
  /** A script of the page that is neither a library nor a counter. */
  readonly hasOwnScript: boolean
  readonly hasScript: boolean
  /** `<noscript>` asks for JavaScript. */
  readonly wantsScript: boolean
  /** `<meta name="ColId">`: this is the page of a column, which should have rows. */
  readonly namesColumn: boolean
  /** Something to fill in: a login, a search. */
  readonly hasForm: boolean
}

type Counts = { -readonly [name in keyof Signs]: Signs[name] }

/** One walk through the tree, without recursion: a page may be nested as deeply as it likes. */
export const signsOf = ({ $ }: Page): Signs => {
  const counts: Counts = { ...NOTHING }
  const root = $.root()[0]
  const open: Frame[] = root ? [frameOf(root, { inChrome: false, isHidden: false })] : []
  for (let frame = open.at(-1); frame; frame = open.at(-1)) {
    const { next } = frame
    if (!next) {
      open.pop()
      close(frame, open.at(-1), counts)
      continue
    }
    frame.next = next.nextSibling
    if (isText(next)) readText(next.data, frame, counts)
    else if (isElement(next)) open.push(enter(next, frame, counts))
  }
  return counts
}

const NOTHING: Signs = {
  proseColumns: 0,
  titles: 0,
  pictureLinks: 0,
  isMountEmpty: false,
  emptyLists: 0,
  emptyIds: [],
  loops: 0,
  hasOwnScript: false,
  hasScript: false,
  wantsScript: false,
  namesColumn: false,
  hasForm: false
}

/** A node that is being walked through, with what was found in it so far. */
type Frame = {
  readonly node: AnyNode
  /** The child that comes next. */
  next: AnyNode | null
  readonly inChrome: boolean
  readonly isHidden: boolean
  readonly inLink: boolean
  columns: number
  links: number
  pictures: number
}

type Around = { readonly inChrome: boolean; readonly isHidden: boolean; readonly inLink?: boolean }

const frameOf = (node: AnyNode, { inChrome, isHidden, inLink = false }: Around): Frame => {
  const next = 'children' in node ? (node.children[0] ?? null) : null
  return { node, next, inChrome, isHidden, inLink, columns: 0, links: 0, pictures: 0 }
}

const isElement = (node: AnyNode): node is Element => 'attribs' in node
const isText = (node: AnyNode): node is Text => node.nodeType === 3

const enter = (element: Element, around: Frame, counts: Counts): Frame => {
  const { tagName, attribs } = element
  noteTag(element, around, counts)
  if (Object.keys(attribs).some((name) => LOOP_ATTRIBUTE.test(name))) counts.loops += 1
  if (attribs['data-bind']?.includes('foreach')) counts.loops += 1
  return frameOf(element, {
    inChrome: around.inChrome || isChrome(element),
    isHidden: around.isHidden || UNSEEN.has(tagName),
    inLink: around.inLink || tagName === 'a'
  })
}

const LOOP_ATTRIBUTE = /^(?:v-for|ng-repeat|data-ng-repeat|\*ngfor|x-for|wx:for|s-for)/i
const UNSEEN: ReadonlySet<string> = new Set('script style template noscript head'.split(' '))

const noteTag = ({ tagName, attribs }: Element, around: Frame, counts: Counts): void => {
  switch (tagName) {
    case 'script':
      return noteScript(attribs, counts)
    case 'img':
      around.pictures += 1
      return
    case 'meta':
      if (/^col(?:umn)?(?:id|name)$/i.test(attribs['name'] ?? '')) counts.namesColumn = true
      return
    case 'input':
      if (/^(?:password|email|tel)$/i.test(attribs['type'] ?? '')) counts.hasForm = true
  }
}

const noteScript = (attribs: Element['attribs'], counts: Counts): void => {
  const { type = '', src = '' } = attribs
  if (TEMPLATE_TYPE.test(type)) counts.loops += 1
  counts.hasScript = true
  if (src !== '' && !LIBRARY.test(src)) counts.hasOwnScript = true
}
const TEMPLATE_TYPE =
  /^text\/(?:x-)?(?:html|template|handlebars|mustache|ng-template|jquery-tmpl|jsrender|dot|art-template|underscore|ejs)|^x-tmpl/i
const LIBRARY =
  /jquery|bootstrap|swiper|layui|polyfill|modernizr|respond|html5|analytics|gtag|hm\.js|stat|share|baidu|cnzz|pager|search|common|global|nav|menu/i

const readText = (text: string, frame: Frame, counts: Counts): void => {
  const line = text.trim()
  if (line === '') return
  const holder = frame.node as Element
  if (holder.tagName === 'noscript' && /javascript|脚本/i.test(line)) counts.wantsScript = true
  if (frame.isHidden) return
  if (PLACEHOLDER.test(line)) counts.loops += 1
  const columns = PLACEHOLDER.test(line) ? 0 : widthOf(line)
  frame.columns += columns
  if (!frame.inChrome && !frame.inLink && columns >= MIN_PROSE) counts.proseColumns += columns
}

/** What a template engine has not filled in yet. */
const PLACEHOLDER = /\{\{[^{}]{1,200}\}\}|<%[=-]/
/** Labels, dates and counters are shorter than any sentence. */
const MIN_PROSE = 24
const MIN_TITLE = 20
/** «Loading…», «加载中，请稍候…» */
const MAX_WAITING = 24

const close = (frame: Frame, parent: Frame | undefined, counts: Counts): void => {
  const { node, columns, links, pictures } = frame
  if (!isElement(node) || !parent) return
  if (node.tagName === 'a') closeLink(frame, parent, counts)
  else if (!frame.isHidden) noteGap(node, frame, counts)
  parent.columns += columns
  parent.links += links
  parent.pictures += pictures
}

const closeLink = ({ inChrome, columns, pictures }: Frame, parent: Frame, counts: Counts): void => {
  parent.links += 1
  if (inChrome) return
  if (columns >= MIN_TITLE) counts.titles += 1
  else if (columns === 0 && pictures > 0) counts.pictureLinks += 1
}

const noteGap = (element: Element, frame: Frame, counts: Counts): void => {
  if (frame.links > 0 || frame.columns > MAX_WAITING) return
  const { id = '' } = element.attribs
  if (isMount(element)) counts.isMountEmpty = true
  else if (frame.inChrome || frame.pictures > 1) return
  else if (isList(element)) counts.emptyLists += 1
  else if (id !== '' && isBox(element) && counts.emptyIds.length < MAX_IDS) {
    counts.emptyIds = [...counts.emptyIds, id]
  }
}

const MAX_IDS = 50
