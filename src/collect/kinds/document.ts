import { z } from 'zod'
import { decode } from '../charset.ts'
import { MAX_CHARS, type Clipping, type ReadContext } from '../document/clipping.ts'
import { entriesOf } from '../document/entries-of.ts'
import { formatOf, refuseBinary, refuseNoise } from '../document/format.ts'
import type { ReadArticle } from '../document/html-document.ts'
import type { Fetched, SourceKind } from '../kind.ts'

/** Left out, a value is the default; the schema of sources.yaml fills it in too. */
const options = z.strictObject({
  outlets: z
    .array(z.string().trim().min(1).max(40))
    .default([])
    .describe('Further outlets that lines such as `outlet: headline` below an article name.'),
  related: z
    .boolean()
    .default(true)
    .describe('Whether headlines below an article become entries; they are never left in it.')
})

/** The parsers are heavy, and every command loads every kind. */
const readArticleLazily: ReadArticle = async (page, context) => {
  const { readArticle } = await import('../page/article.ts')
  return readArticle(page, context)
}

/** @param readArticle finds the article in a page; tests have their own */
export const createDocumentKind = (readArticle: ReadArticle) =>
  ({
    name: 'document',
    description:
      'Saved pages (.html, .mhtml), texts (.txt, .md) and mails (.eml): a folder or one file',
    example: {
      id: 'clippings',
      kind: 'document',
      title: 'Clippings',
      url: 'file:clippings/',
      every: '5m'
    },
    options,
    obeysRobots: true,
    readsFolders: true,
    parse: async (document, given, context) => {
      const clipping = await read(document, readArticle, context)
      const { outlets, related } = options.parse(given ?? {})
      const known = [...outlets, ...(context.outlets ?? [])]
      const entries = entriesOf(clipping, { outlets: known, related, name: context.name })
      const { title, notice } = clipping
      return { title, entries, ...(notice !== undefined && { notice }) }
    }
  }) satisfies SourceKind

export const document = createDocumentKind(readArticleLazily)

const CUT = `only the first ${MAX_CHARS} characters are read`

const read = async (
  { bytes, contentType, url }: Fetched,
  readArticle: ReadArticle,
  context: ReadContext
): Promise<Clipping> => {
  refuseBinary(bytes)
  const { text } = decode(bytes, contentType)
  refuseNoise(text)
  const format = formatOf(text, contentType, url)
  switch (format) {
    case 'html': {
      const { readHtml } = await import('../document/html-document.ts')
      return readHtml({ html: text, url }, readArticle, context)
    }
    case 'mail': {
      const [{ readMailParts }, { readMail }] = await Promise.all([
        import('../document/mail-parts.ts'),
        import('../document/mail-document.ts')
      ])
      return readMail(await readMailParts(bytes), readArticle, context)
    }
    case 'text':
    case 'markdown': {
      const { readText } = await import('../document/text-document.ts')
      const isMarkdown = format === 'markdown'
      const clipping = readText(text.slice(0, MAX_CHARS), { ...context, isMarkdown })
      return text.length > MAX_CHARS ? { ...clipping, notice: CUT } : clipping
    }
  }
}
