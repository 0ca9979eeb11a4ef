import { ParkwireError } from '../../errors.ts'
import { isoDate } from '../../normalize/iso-date.ts'
import { bodyLines } from './body-lines.ts'
import type { Clipping, ReadContext } from './clipping.ts'
import { readHtml, type ReadArticle } from './html-document.ts'
import { chiefMail, plainSubject, type InnerHead } from './mail-head.ts'
import { MAX_PARTS, type Mail, type TextPart } from './mail-parts.ts'
import { readText } from './text-document.ts'

/**
 * A mail, or a page saved as one. Of a forwarded mail what was forwarded counts: its subject, sender,
 * date and text. Attachments are named and not read.
 *
 * @throws ParkwireError `parse` for a mail without a text of its own
 */
export const readMail = async (
  mail: Mail,
  readArticle: ReadArticle,
  context: ReadContext
): Promise<Clipping> => {
  const html = mail.texts.find((part) => part.isHtml)
  const location = html && [mail.location, html.location].find((url) => /^https?:\/\//i.test(url))
  if (html && location !== undefined)
    return readSavedPage(mail, html, location, readArticle, context)
  const notice = noticeOf(mail)
  const body = html ?? mail.texts[0]
  if (!body || bodyLines(body.text).length === 0) throw noText(mail)
  const clipping = body.isHtml ? htmlMail(mail, body, context) : textMail(mail, body, context)
  return { ...clipping, ...(notice !== null && { notice }) }
}

const readSavedPage = async (
  mail: Mail,
  { text }: TextPart,
  url: string,
  readArticle: ReadArticle,
  context: ReadContext
): Promise<Clipping> => {
  const clipping = await readHtml({ html: text, url }, readArticle, context)
  return { ...clipping, title: clipping.title ?? (plainSubject(mail.subject) || null) }
}

const htmlMail = (mail: Mail, { text: html }: TextPart, context: ReadContext): Clipping => {
  const lines = bodyLines(html)
  const texts = lines.map(({ text }) => text)
  const { head, start, end } = chiefMail(texts, mail.subject, context)
  const from = start === 0 ? 0 : lines[start - 1]?.end
  const body = html.slice(from, lines[end]?.start)
  return { ...factsOf(mail, head, context), url: null, outlet: null, html: body }
}

const textMail = (mail: Mail, { text }: TextPart, context: ReadContext): Clipping => {
  const lines = withoutQuotes(withoutSignature(text.split(/\r?\n/)))
  const { head, start, end } = chiefMail(lines, mail.subject, context)
  const facts = factsOf(mail, head, context)
  const body = readText(lines.slice(start, end).join('\n'), { ...context, title: facts.title })
  const { author, published } = facts
  return { ...body, author: body.author ?? author, published: body.published ?? published }
}

const factsOf = (mail: Mail, head: InnerHead | null, context: ReadContext) => ({
  title: plainSubject(head?.subject ?? '') || plainSubject(mail.subject) || null,
  author: head?.from ?? (mail.from || null),
  published: head === null ? (isoDate(mail.date, context) ?? null) : head.published
})

/** RFC 3676 §4.3. */
const withoutSignature = (lines: readonly string[]): readonly string[] => {
  const at = lines.indexOf('-- ')
  return at < 1 ? lines : lines.slice(0, at)
}

/** Where the forwarded text is marked line by line, as a reply marks what it answers. */
const withoutQuotes = (lines: readonly string[]): readonly string[] => {
  const filled = lines.filter((line) => line.trim() !== '')
  const quoted = filled.filter((line) => line.startsWith('>')).length
  return quoted * 2 < filled.length ? lines : lines.map((line) => line.replace(/^(?:> ?){1,9}/, ''))
}

const noticeOf = (mail: Mail): string | null => {
  const unread = mail.attachments.length === 0 ? [] : [`attachments are not read: ${namesOf(mail)}`]
  return [...unread, ...cutIn(mail)].join('; ') || null
}

const cutIn = ({ isCut }: Mail): readonly string[] =>
  isCut ? [`only the first ${MAX_PARTS} parts of this mail are looked at`] : []

const noText = (mail: Mail): ParkwireError => {
  const what =
    mail.attachments.length === 0
      ? 'this mail has no text'
      : `this mail has no text, only attachments: ${namesOf(mail)}`
  return new ParkwireError('parse', [what, ...cutIn(mail)].join('; '))
}

const MAX_NAMES = 5

const namesOf = ({ attachments: names }: Mail): string =>
  names.slice(0, MAX_NAMES).join(', ') +
  (names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '')
