import { cleanLine } from '../../normalize/text.ts'
import type { Step } from './path.ts'

/** How to walk an answer, whichever format it is in. Its values are opaque to everything else. */
export type Tree = {
  /** What is behind one step from these values; empty where it is missing. */
  readonly step: (values: readonly unknown[], step: Step) => readonly unknown[]
  /** The items that a value at the end of a path stands for; undefined when it is no list and no record. */
  readonly itemsOf: (value: unknown) => readonly unknown[] | undefined
  /** The texts of a value: one, or those of an array; none for what holds other values. */
  readonly textsOf: (value: unknown) => readonly string[]
  /** The names in a value, each with what it is (`result (array of 20)`), for people. */
  readonly namesIn: (value: unknown) => readonly string[]
  /** What a value is, for people: `text`, `null`, `an array of 20`. */
  readonly kindOf: (value: unknown) => string
}

/** A name from outside, short enough for a sentence. */
export const shortName = (name: string): string => {
  const line = cleanLine(name.slice(0, 2 * MAX_NAME))
  return line.length > MAX_NAME ? `${line.slice(0, MAX_NAME - 1)}…` : line
}
const MAX_NAME = 40
