import { MailParser, type AttachmentStream, type MessageText } from 'mailparser'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { ParkwireError } from '../../errors.ts'
import { decode } from '../charset.ts'
import { MAX_CHARS } from './clipping.ts'

/** A mail, or a page that a browser saved as one (MHTML, RFC 2557). */
export type Mail = {
  readonly subject: string
  /** The sender's name; the address where there is none. */
  readonly from: string
  /** The header as it was written. */
  readonly date: string
  /** `Snapshot-Content-Location`, which Chrome writes; empty without one. */
  readonly location: string
  /** In the order of the mail, without those of other kinds. */
  readonly texts: readonly TextPart[]
  /** Names of what was not read; a part of a page (style sheet, picture) is not among them. */
  readonly attachments: readonly string[]
  /** It has more than `MAX_PARTS` parts; what stands behind them is not in here. */
  readonly isCut: boolean
}
export type TextPart = {
  readonly isHtml: boolean
  readonly text: string
  /** `Content-Location`: where the part was read; empty without one. */
  readonly location: string
}

/** A page that was saved with its pictures has a hundred; the text comes first in all of them. */
export const MAX_PARTS = 200

/** @throws ParkwireError `parse` for what is no mail */
export const readMailParts = async (bytes: Uint8Array): Promise<Mail> => {
  const parser = new MailParser(PARSING)
  // Every part is handed over as bytes then, texts too: their charset labels are not to be believed.
  Object.assign(parser, { textTypes: [] })
  const texts: TextPart[] = []
  const attachments: string[] = []
  let parts = 0
  // In pieces: what is handed over at once is split at once, and an error in a part that nobody will look
  // at leaves the one in hand without an end.
  Readable.from(piecesOf(bytes)).pipe(parser)
  try {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type !== 'attachment') continue
      // Leaving the loop ends the parser.
      if (++parts > MAX_PARTS) break
      const read = await textOf(part)
      if (read) texts.push(read)
      else if (part.filename !== undefined && !part.related) attachments.push(part.filename)
    }
  } catch (cause) {
    throw new ParkwireError('parse', 'this mail is broken and cannot be read', { cause })
  }
  return { ...headOf(parser), texts, attachments, isCut: parts > MAX_PARTS }
}

/** The splitter refuses a mail with more, and sees those of some pieces before we see any. */
const MAX_NODES = 5000
const PARSING = {
  checksumAlgo: false,
  ignoreEmbedded: true,
  skipImageLinks: true,
  maxChildNodes: MAX_NODES
} as const
const PIECE_BYTES = 4 * 1024

const piecesOf = function* (bytes: Uint8Array): Generator<Buffer> {
  for (let from = 0; from < bytes.byteLength; from += PIECE_BYTES) {
    yield Buffer.from(bytes.subarray(from, from + PIECE_BYTES))
  }
}

/** Null for anything but a text to be read in place; its bytes are let go unread. */
const textOf = async (part: AttachmentStream): Promise<TextPart | null> => {
  const isText = part.contentType === 'text/plain' || part.contentType === 'text/html'
  if (!isText || part.contentDisposition === 'attachment') {
    part.content.resume()
    part.release?.()
    return null
  }
  const content = await buffer(part.content)
  part.release?.()
  const text = decode(content, charsetOf(part)).text.slice(0, MAX_CHARS)
  return { isHtml: part.contentType === 'text/html', text, location: locationOf(part) }
}

const charsetOf = ({ headers }: AttachmentStream): string | null => {
  const type = headers.get('content-type')
  if (typeof type !== 'object' || !('params' in type) || typeof type.params !== 'object')
    return null
  const { charset } = type.params as Readonly<Record<string, string | undefined>>
  return charset === undefined ? null : `text/plain; charset=${charset}`
}

const locationOf = ({ headers }: AttachmentStream): string =>
  lineOf(headers.get('content-location'))

const headOf = ({ subject, from, headers, headerLines }: MailParser) => {
  const sender = from?.value[0]
  const lines = headerLines === false ? [] : headerLines
  const date = lines.find(({ key }) => key === 'date')?.line ?? ''
  return {
    subject: subject ?? '',
    from: sender?.name || sender?.address || '',
    // The parser gives the present moment for a date that it cannot read.
    date: date.slice(date.indexOf(':') + 1).trim(),
    location: headers === false ? '' : lineOf(headers.get('snapshot-content-location'))
  }
}

/** A folded address has spaces in it where its lines met. */
const lineOf = (value: unknown): string =>
  typeof value === 'string' ? value.replace(/\s+/g, '') : ''
