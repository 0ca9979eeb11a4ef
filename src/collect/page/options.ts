import { z } from 'zod'

const selector = (what: string) => z.string().min(1).max(500).describe(what)

/** The keys of a source of kind `page`. */
export const options = z.strictObject({
  list: z
    .strictObject({
      item: selector('CSS selector of a row.'),
      link: selector('Within a row; its first link with a text when left out.').optional(),
      title: selector('Within a row: an element, or `a@title` for an attribute.').optional(),
      date: selector('Within a row; found by itself when left out.').optional(),
      excerpt: selector('Within a row.').optional()
    })
    .optional()
    .describe('Where the rows of the list stand, for pages in which they are not found.'),
  pages: z
    .int()
    .min(1)
    .max(50)
    .default(3)
    .describe('Pages of the list that are read the first time; afterwards the first one is.'),
  render: z
    .boolean()
    .default(false)
    .describe('true: the page is opened in the browser that PARKWIRE_BROWSER names.')
})

export type PageOptions = z.output<typeof options>
