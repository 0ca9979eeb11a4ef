import { cut } from './shown.ts'

/** Steps from the root of a file to one of its values: `['sources', 3, 'every']`. */
export type Path = readonly (string | number)[]

/** `sources[3].every` */
export const pathText = (path: Path): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${cut(step)}`))
    .join('')
    .replace(/^\./, '')

/** What stands there, or undefined. */
export const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    root
  )
