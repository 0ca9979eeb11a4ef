import { cleanLine, fold } from '../../../normalize/text.ts'
import type { HeadData } from './head-data.ts'
import { labelledIn, type LabelKind } from './label.ts'
import { dataAt } from './line.ts'
import { attributeAt, type Outline } from './outline.ts'
import { namedTexts, partsOfLines, type Surroundings } from './surroundings.ts'

/** The outlet that the page names as the source of its text; null for itself, for none and for an empty label. */
export const outletOf = (around: Surroundings, head: HeadData): string | null => {
  const labelled = labelledOutlet(partsOfLines(around.byline))
  if (labelled !== undefined) return labelled
  for (const text of head.outlets) {
    // In other languages `source` holds a column, a campaign or the kind of the page.
    const outlet = HAN.test(text) ? cleanOutlet(text) : null
    if (outlet !== null && !head.sites.has(fold(outlet))) return outlet
  }
  const beside = outletBesideDate(around, head)
  const named = namedTexts(around, (names) => SOURCE_NAME.test(names))
    .map((text) => (HAN.test(text) ? cleanOutlet(text) : null))
    .find((outlet) => outlet !== null)
  return (
    named ??
    beside ??
    labelledOutlet(partsOfLines(around.after)) ??
    labelledOutlet(bracketed(around)) ??
    labelledOutlet(partsOfLines(around.byline), 'publisher') ??
    labelledOutlet(partsOfLines(around.after), 'publisher') ??
    organizationIn(around, head) ??
    agencyIn(around, head) ??
    wireOf(around, head)
  )
}

/** Undefined where no label stands or none has a value; null where it names the site itself. */
const labelledOutlet = (text: string, wanted: LabelKind = 'outlet'): string | null | undefined => {
  const values = labelledIn(text)
    .filter(({ kind }) => kind === wanted)
    .map(({ value }) => firstPart(value))
    .filter((value) => /[\p{L}\p{N}]/u.test(value))
  return values.length === 0 ? undefined : cleanOutlet(values[0]!)
}

/** Up to an element's edge or line end behind it; the value may stand in the next element or line. */
const firstPart = (value: string): string => {
  const [first = '', ...others] = value.split(/[\t\n]/).map((part) => part.trim())
  if (/[\p{L}\p{N}]/u.test(first)) return first
  return others.slice(0, MAX_GAPS).find((part) => /[\p{L}\p{N}]/u.test(part)) ?? ''
}

const MAX_GAPS = 3

/** Null for the site itself, an address, a date, a sentence. */
export const cleanOutlet = (text: string): string | null => {
  const line = cleanLine(text)
    .replace(/^(?:\p{P}|\s)*(?:信息来源|文章来源|来源|來源|稿源|转自|source)\s*[:：]\s*/iu, '')
    .replace(/^([^【[〔（(]{1,60})[】\]〕].*$/su, '$1')
    .replace(ENDS_IT, '')
    .replace(/^[\s\p{P}]+(?=[\p{L}\p{N}])/u, '')
    .replace(/(?<=[\p{L}\p{N}])[\s,，.。;；:：、|/\\)\]）】」』”"'·-]+$/u, '')
  const outlet = unwrapped(closed(line)).replace(PLACE, '')
  const maxChars = /\p{Script=Han}/u.test(outlet) ? MAX_CHARS : MAX_LATIN_CHARS
  if (outlet.length < 2 || outlet.length > maxChars || OWN.test(outlet) || NO_NAME.test(outlet))
    return null
  return outlet
}

const MAX_CHARS = 30
/** A name takes twice as many letters as characters. */
const MAX_LATIN_CHARS = 60

/** What may follow the name in the same piece of text: a date, an address, other labels, counters. */
const ENDS_IT =
  /(?:\s*[（(【[]?\s*(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]|https?:|www\.|\s+(?:\d{1,2}[-/]\d{1,2}|\d{1,2}:\d{2})|\s+[|｜]|\s(?=\p{Script=Han}{2,6}\s?[:：])|(?<=[\p{Script=Han}）)])\s(?=\p{Script=Han})).*$/su

/** The bracket that was cut off with what is no part of a name. */
const closed = (line: string): string =>
  /[(（][^()（）]{1,30}$/u.test(line) ? `${line}${line.includes('（') ? '）' : ')'}` : line

/** «云川晚报(云川)»: where the outlet is; an edition «（海外版）» is part of its name. */
const PLACE = /(?<=\p{Script=Han}{2})\s?[(（]\p{Script=Han}{1,3}(?<![版报網网社台刊])[)）]$/u

const unwrapped = (line: string): string =>
  line
    .replace(/^[「『《【[(（“"‘]([^「」『』《》【】[\]()（）]+)[」』》】\])）”"’]?$/u, '$1')
    .trim()

const OWN =
  /^(?:本网|本網|本站|本报|本報|本刊|本台|本社|本网站|本站原创|本网原创|原创|原創|原稿|网络|互联网|网络转载|转载|未知|佚名|不详|暂无|无|其他|其它|admin|administrator|original|internet|unknown|none|n\/a|null|本网综合|本站整理|本报讯|本网讯|本站讯)$/i
const NO_NAME =
  /[。！？!?，]|版权|版權|转载|^[\d\s\p{P}]+$|^(?:作者|发布|时间|日期|浏览|字号|点击)/u

/** «（来源：云川日报）» behind the last sentence. */
const bracketed = ({ body }: Surroundings): string => {
  const end = body.at(-1)?.text.slice(-60) ?? ''
  const match =
    /[(（【[〔]((?:来源|來源|文章来源|信息来源|稿源|据|source)\s?[:：][^()（）【】[\]〔〕]{2,40})[)）】\]〕]?\s*$/iu.exec(
      end
    )
  return (
    match?.[1] ?? (/^(?:来源|來源|文章来源|信息来源|稿源|source)\s?[:：]/iu.test(end) ? end : '')
  )
}

/** «LONDON (Reuters) - …», «LONDON, March 3 /Newswire/ -- …»: an agency between the place and the dash. */
const wireOf = ({ body }: Surroundings, head: HeadData): string | null => {
  for (const { text } of body.filter(({ chars }) => chars >= 40).slice(0, 4)) {
    const match = WIRE.exec(text.slice(0, 160))
    const name = match?.[1] ?? match?.[2]
    // An agency's own site begins its texts like this too.
    if (name !== undefined) return isOwnName(name, head) ? null : name
  }
  return null
}

/** Not by its logos: an agency's logo stands beside its texts on other sites. */
const isOwnName = (name: string, { site, publishers, titleParts }: HeadData): boolean => {
  const folded = fold(name)
  return folded === fold(site ?? '') || publishers.has(folded) || titleParts.includes(folded)
}

const WIRE =
  /^\p{Lu}[\p{L}\d .,'’-]{0,60}(?:\((\p{Lu}[\p{L} &.-]{1,30})\)|\/(\p{Lu}[\p{L} &.-]{1,30})\/)\s?[-–—]{1,2}\s/u

/** `itemprop=sourceOrganization` (schema.org): in any language it is meant as the source. */
const organizationIn = (around: Surroundings, head: HeadData): string | null =>
  namedTexts(around, (_, attribute) => attribute('itemprop') === 'sourceOrganization')
    .map(cleanOutlet)
    .find((name) => name !== null && !isOwnName(name, head)) ?? null

/** «By Jane Doe, Associated Press»: an agency that is not the site. */
const agencyIn = ({ byline }: Surroundings, head: HeadData): string | null => {
  const name = AGENCY.exec(partsOfLines(byline).replace(/[\t ]+/g, ' '))?.[1] ?? ''
  const isSite = [...head.sites].some((site) => fold(name).includes(site))
  return name === '' || isSite ? null : name
}

const AGENCY =
  /(?:^|\n| )by [^\n]{3,60}?(?: ?[,|/–—-] ?|\(| for )((?:The )?(?:\p{Lu}[\p{L}.]{1,15} ){0,2}(?:Press|Newswire|Wire|News (?:Agency|Service)|AP|AFP|UPI|Reuters|Bloomberg|Xinhua|dpa))(?=$|[\s),|])/iu

/** Beside the date, without a label: a link to another site, or a name that ends as those of media do. */
const outletBesideDate = ({ byline, outline }: Surroundings, head: HeadData): string | null => {
  for (const line of byline) {
    if (line.chars > 60 || !DATED.test(line.text)) continue
    const linked = line.places.filter((at) => isForeignLink(outline, outline.links[at]!, head.host))
    const names = [
      ...linked.map((at) => dataAt(outline, at)),
      ...line.parts
        .replace(DATED, '\t')
        .split(/[\t|｜]|(?<=\p{Script=Han}) | (?=\p{Script=Han})/u)
        .filter((part) => MEDIA.test(part.trim()))
    ]
    const found = names
      .map((name) => (HAN.test(name) ? cleanOutlet(name) : null))
      .find((name) => name !== null && !head.sites.has(fold(name)))
    if (found !== undefined) return found
  }
  return null
}

const DATED =
  /(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?/
const MEDIA =
  /^\p{Script=Han}{1,10}(?:日报|晚报|晨报|早报|时报|商报|网|电视台|通讯社|客户端|周刊|融媒体中心|融媒)$/u

const isForeignLink = (outline: Outline, link: number, host: string): boolean => {
  if (link < 0) return false
  const other = URL.parse(attributeAt(outline, link, 'href'))?.hostname ?? ''
  return other !== '' && siteOf(other) !== siteOf(host)
}

/** The last three names of a host: news.site.com.cn and www.site.com.cn are one site. */
const siteOf = (host: string): string => host.split('.').slice(-3).join('.')

/** In other languages such a name is as often that of a column or of a picture's owner. */
const HAN = /\p{Script=Han}/u
const SOURCE_NAME =
  /(?:^|[\s_-])(?:source|laiyuan|ly|copyfrom|media[_-]?name|article[_-]?source|news[_-]?source|from|origin|medianame)(?:$|[\s_-])/
