import { isoDate } from '../../normalize/iso-date.ts'
import { cleanLine } from '../../normalize/text.ts'
import type { ReadContext } from './clipping.ts'

/** The head of a mail inside a mail, as programs write it above what they forward or answer. */
export type InnerHead = {
  readonly subject: string | null
  readonly from: string | null
  readonly published: string | null
}

/** One of the mails that a body holds; its own lines are those from `start` to before `end`. */
export type MailPart = {
  /** Null for the outermost, whose head is that of the mail. */
  readonly head: InnerHead | null
  readonly start: number
  readonly end: number
}

/**
 * Which of the mails in a body is the one worth reading: the first with a text of some length, since
 * whoever forwards adds a note above, and quotes of older mails follow below; without one the last that
 * says anything. What stands above a forwarded mail is never meant.
 *
 * @param subject of the mail itself, with its `Fw:`
 */
export const chiefMail = (
  lines: readonly string[],
  subject: string,
  context: ReadContext
): MailPart => {
  const all = mailsIn(lines, context)
  const parts = all.length > 1 && FORWARDED.test(subject) ? all.slice(1) : all
  const sizes = parts.map(({ start, end }) => lines.slice(start, end).join('').trim().length)
  const long = sizes.findIndex((size) => size >= LONG_CHARS)
  const chief = long >= 0 ? long : sizes.findLastIndex((size) => size > 0)
  return parts[chief] ?? { head: null, start: 0, end: lines.length }
}

/** More than a note to whoever gets it. */
const LONG_CHARS = 250
const FORWARDED = /^\s*(?:fwd?|wg|tr|rv|vs|enc|转发|轉發|轉寄)\s{0,3}[:：]|^\[fwd:/i

/** A head is lines in a row that name a sender and a subject or a time (From/Sent/Subject, 发件人/主题, Von/Betreff …). */
const mailsIn = (lines: readonly string[], context: ReadContext): MailPart[] => {
  const parts: MailPart[] = []
  let part: Omit<MailPart, 'end'> = { head: null, start: 0 }
  let at = 0
  while (at < Math.min(lines.length, MAX_LINES)) {
    const found = headAt(lines, at, context)
    if (found) {
      parts.push({ ...part, end: isRule(lines[at - 1]) ? at - 1 : at })
      part = { head: found.head, start: found.to }
    }
    at = found?.to ?? at + 1
  }
  return [...parts, { ...part, end: lines.length }]
}

/** `-----原始邮件-----`, `---------- Forwarded message ---------`. */
const isRule = (line = ''): boolean =>
  /^[>\s]{0,9}[-_—=]{3,60}[^-_—=]{0,60}[-_—=]{2,60}\s*$/u.test(line)

/** Whoever forwards adds a note, not a book. */
const MAX_LINES = 400
const MAX_HEAD = 12

type Field = 'from' | 'date' | 'subject' | 'other'

const NAMES: readonly (readonly [Field, string])[] = [
  ['from', 'from|发件人|發件人|寄件者|寄件人|差出人|von|de|da'],
  [
    'date',
    'sent|date|发送时间|发送日期|發送時間|寄件日期|日期|时间|時間|傳送時間|送信日時|gesendet|datum|envoyé|enviado|data|fecha'
  ],
  ['subject', 'subject|主题|主旨|主題|标题|件名|betreff|objet|asunto|assunto|oggetto'],
  [
    'other',
    'to|cc|bcc|收件人|收件者|抄送|副本|密送|密件副本|宛先|an|à|para|a|reply-to|importance|重要性|attachments|附件'
  ]
]
const FIELD_OF = new Map(
  NAMES.flatMap(([field, labels]) => labels.split('|').map((label) => [label, field] as const))
)
const LINE = /^[>*\s]{0,12}([\p{L}-]{1,16})[*\s]{0,4}[:：][*\s]{0,4}(.{0,500})$/u

const headAt = (
  lines: readonly string[],
  at: number,
  context: ReadContext
): { head: InnerHead; to: number } | null => {
  const found = new Map<Field, string>()
  let to = at
  for (; to < lines.length && to < at + MAX_HEAD; to += 1) {
    const line = cleanLine(lines[to] ?? '')
    const [, label = '', value = ''] = LINE.exec(line) ?? []
    const field = FIELD_OF.get(label.toLowerCase())
    if (field === undefined) break
    if (field !== 'other' && !found.has(field)) found.set(field, value)
  }
  if (!found.has('from') || found.size < 2) return null
  const head = {
    subject: found.get('subject') ?? null,
    from: nameIn(found.get('from') ?? ''),
    published: isoDate(found.get('date') ?? '', context) ?? null
  }
  return { head, to }
}

/** `"李娜" <li@…>`, `李娜 [mailto:li@…]`, `李娜<li@…>; `: the name, else the address. */
const nameIn = (text: string): string | null => {
  const mark = text.search(/[<[(]/)
  const name = (mark < 0 ? text : text.slice(0, mark)).replace(/["'“”;]/g, '').trim()
  return name || text.replace(/[<>[\]]|mailto:/g, '').trim() || null
}

const PREFIX =
  /^\s*(?:re|fwd?|aw|wg|tr|rv|sv|vs|enc|转发|轉發|轉寄|回复|回覆|回信|答复|答覆)\s{0,3}(?:\[\d{1,3}\]|\(\d{1,3}\))?\s{0,3}[:：]\s*/i

/** A subject without `Re:`, `Fw:`, 转发： however many there are. */
export const plainSubject = (subject: string): string => {
  let rest = cleanLine(subject).replace(/^\[fwd: (.{1,500})\]$/i, '$1')
  for (let taken = 0; taken < MAX_PREFIXES && PREFIX.test(rest); taken += 1) {
    rest = rest.replace(PREFIX, '')
  }
  return rest
}
const MAX_PREFIXES = 20
