import { widthOf } from '../../normalize/width.ts'
import { z } from 'zod'
import type { FoundList, ListItem } from './list-item.ts'

const shapeSchema = z.object({
  selectors: z.object({
    item: z.string(),
    link: z.string().optional(),
    title: z.string().optional(),
    date: z.string().optional(),
    excerpt: z.string().optional()
  }),
  /** Whether most rows carry dates. */
  isDated: z.boolean(),
  /** The middle one of the titles, in columns; Chinese characters take two. */
  titleWidth: z.number()
})

/** Where a list stood and what its rows were like, to know it again. */
export type Shape = z.output<typeof shapeSchema>

export const writeShape = ({ selectors, items }: FoundList): string =>
  JSON.stringify({ selectors, ...likeness(items) } satisfies Shape)

/** Null for none, and for one that this release would not have written. */
export const readShape = (text: string | undefined): Shape | null => {
  const { success, data } = shapeSchema.safeParse(parsed(text ?? ''))
  return success ? data : null
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A rebuilt page may use the old names for its menu: the rows must be like those that were there. */
export const fits = (items: readonly ListItem[], shape: Shape): boolean => {
  if (items.length === 0) return false
  const { isDated, titleWidth } = likeness(items)
  return (isDated || !shape.isDated) && titleWidth >= shape.titleWidth * MIN_WIDTH
}

/** Headlines of one outlet are of one length, by and large; a menu's words are much shorter. */
const MIN_WIDTH = 0.4

const likeness = (items: readonly ListItem[]): Pick<Shape, 'isDated' | 'titleWidth'> => {
  const widths = items.map(({ title }) => widthOf(title)).toSorted((a, b) => a - b)
  return {
    isDated: items.filter(({ published }) => published !== undefined).length * 2 >= items.length,
    titleWidth: widths[Math.trunc(widths.length / 2)] ?? 0
  }
}
