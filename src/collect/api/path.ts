/** One step from a value to what it holds. */
export type Step =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'each' }

export type Path = readonly Step[]

/**
 * Reads a path such as `data.list[*]`, `$.a['b c'][0].d` or `RESULT.REC.@id`: names with dots between,
 * `[*]` for all of an array, a number for one of it, quotes around a name that holds marks. `.` and `$`
 * are the value itself. Undefined for a text that is no path. No filters and no functions: nothing in a
 * configuration is ever run.
 */
export const parsePath = (text: string): Path | undefined => {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_CHARS) return undefined
  if (trimmed === '.' || trimmed === '$') return []
  const steps: Step[] = []
  let at = /^\$(?=[.[])/.test(trimmed) ? 1 : 0
  while (at < trimmed.length) {
    STEP.lastIndex = at
    const match = STEP.exec(trimmed)
    const step = match ? stepOf(match, at === 0) : undefined
    if (!step) return undefined
    steps.push(step)
    at = STEP.lastIndex
  }
  return steps
}

const MAX_CHARS = 300
const STEP =
  /(?<dot>\.?)(?:(?<key>[^.[\]{}|\s][^.[\]{}|]*)|\[(?:(?<each>\*)|(?<index>\d{1,6})|'(?<single>[^']+)'|"(?<double>[^"]+)")\])/y

/** A name that is not the first has a dot before it. */
const stepOf = ({ groups = {} }: RegExpExecArray, isFirst: boolean): Step | undefined => {
  const { dot, key, each, index, single, double } = groups
  if (key !== undefined && (dot === '') !== isFirst) return undefined
  if (key === '*' || each !== undefined) return { kind: 'each' }
  if (index !== undefined) return { kind: 'index', index: Number(index) }
  return { kind: 'key', key: key?.trim() ?? single ?? double ?? '' }
}

/** The path as it is written, without `[*]` at its end. */
export const showPath = (path: Path): string => {
  const last = path.findLastIndex(({ kind }) => kind !== 'each')
  return path
    .slice(0, last + 1)
    .map((step, index) => showStep(step, index === 0))
    .join('')
}

const showStep = (step: Step, isFirst: boolean): string => {
  if (step.kind === 'each') return '[*]'
  if (step.kind === 'index') return `[${step.index}]`
  if (/[.[\]{}|'\s]/.test(step.key)) return `["${step.key}"]`
  return isFirst ? step.key : `.${step.key}`
}
