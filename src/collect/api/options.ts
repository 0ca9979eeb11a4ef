import { z } from 'zod'
import { parseField } from './field.ts'
import { parsePath } from './path.ts'

const path = z
  .string()
  .refine(
    (text) => parsePath(text) !== undefined,
    'expected a path such as data.list[*] or RESULT.REC'
  )

const field = z
  .string()
  .refine(
    (text) => parseField(text) !== undefined,
    'expected a path such as meta.time, a template such as https://…/{id}.html, or html:SELECTOR@ATTRIBUTE'
  )

const fields = z.strictObject({
  title: field.describe('The headline; tags and entities in it are read as text.'),
  url: field.optional().describe('The address of the article, or a template for it.'),
  id: field.optional().describe("The item's own identity; its address when left out."),
  published: field
    .optional()
    .describe('A date in any form, or seconds or milliseconds since 1970.'),
  updated: field.optional().describe('When it was last changed.'),
  excerpt: field.optional().describe('A short text.'),
  content: field.optional().describe('The whole text, as HTML or plain.'),
  author: field.optional().describe('Who wrote it.'),
  outlet: field.optional().describe('The outlet that the item names.')
})

const scalar = z.union([z.string(), z.number(), z.boolean()])

/** RFC 9110 §5.6.2; what the client sets itself is not left to anybody else. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]{1,100}$/
const OWN_HEADERS =
  /^(?:host|connection|content-length|transfer-encoding|upgrade|te|trailer|keep-alive|expect|accept-encoding|proxy-.*)$/i

const headerName = z
  .string()
  .refine((name) => HEADER_NAME.test(name), 'expected the name of a header, such as Referer')
  .refine((name) => !OWN_HEADERS.test(name), 'this header is set by Parkwire itself')

/** Visible ASCII: nothing else may stand in a header. */
const headerValue = z.string().regex(/^[\t\x20-\x7e]{0,4000}$/, 'expected plain ASCII on one line')

const parameter = z
  .string()
  .regex(/^[^\s&=#?]{1,60}$/, 'expected the name of a parameter, such as page')

export const options = z.strictObject({
  items: path.describe('Path to the items: data.list[*], or RESULT.REC for XML.'),
  fields: fields.describe('Where in an item each thing stands.'),
  method: z.enum(['GET', 'POST']).optional().describe('POST when there is a body, else GET.'),
  body: z
    .union([z.string(), z.record(z.string(), scalar)])
    .optional()
    .describe('What is sent: a text as it is, or names and values.'),
  bodyType: z
    .enum(['form', 'json'])
    .optional()
    .describe('How names and values are sent; form when left out.'),
  headers: z
    .record(headerName, headerValue)
    .optional()
    .describe('Further headers, such as Referer or Cookie.'),
  paging: z
    .strictObject({
      parameter: parameter.describe('The parameter that counts pages.'),
      from: z.int().min(0).default(1).describe('Its value for the first page.'),
      step: z.int().min(1).max(1000).default(1).describe('By how much it grows.'),
      in: z.enum(['query', 'body']).default('query').describe('Where it stands.'),
      most: z.int().min(1).max(50).default(3).describe('Pages that are read at most.'),
      always: z
        .boolean()
        .default(false)
        .describe('false: further pages are read the first time only.')
    })
    .optional()
    .describe('How further pages of the list are asked for.')
})

export type ApiOptions = z.output<typeof options>
export type Paging = NonNullable<ApiOptions['paging']>
export type FieldName = keyof ApiOptions['fields']
