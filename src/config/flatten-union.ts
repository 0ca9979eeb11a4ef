import type { z } from 'zod'

export type Issue = z.core.$ZodIssue
type KeysIssue = Extract<Issue, { code: 'unrecognized_keys' }>

/** The keys that say which of several shapes a row has. */
const TAGS: readonly unknown[] = ['kind', 'channel']

export const isTagIssue = (issue: Issue): boolean =>
  issue.code === 'invalid_value' && TAGS.includes(issue.path.at(-1))

/** Issues of single values for a value that fits none of several shapes, where that can be told. */
export const flattenUnion = (issue: Issue): Issue[] => {
  if (issue.code !== 'invalid_union') return [issue]
  const options = issue.errors.map((issues) => issues.flatMap(flattenUnion))
  const isTagged = options.length > 0 && options.every((issues) => issues.some(isTagIssue))
  const flat = isTagged ? sharedIssues(options) : issuesOfNearest(options)
  if (flat.length === 0) return [issue]
  return flat.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** What is wrong with a row whatever its kind was meant to be. */
const sharedIssues = (options: readonly Issue[][]): Issue[] =>
  (options[0] ?? []).flatMap((issue) => {
    const same = options.flatMap((issues) => issues.find((other) => isAlike(issue, other)) ?? [])
    return same.length === options.length ? [combined(issue, same)] : []
  })

const isAlike = (one: Issue, other: Issue): boolean =>
  one.code === other.code && one.path.join('\n') === other.path.join('\n')

const combined = (issue: Issue, same: readonly Issue[]): Issue => {
  if (issue.code === 'invalid_value' && isTagIssue(issue)) {
    return { ...issue, values: same.flatMap((one) => (one.code === issue.code ? one.values : [])) }
  }
  if (issue.code !== 'unrecognized_keys') return issue
  const others = same.filter((one): one is KeysIssue => one.code === issue.code)
  const keys = issue.keys.filter((key) => others.every((one) => one.keys.includes(key)))
  return { ...issue, keys, message: others.map((one) => one.message).join(' ') }
}

/** A list with a bad item was meant to be a list. */
const issuesOfNearest = (options: readonly Issue[][]): Issue[] => {
  const near = options.filter((issues) => issues.every((issue) => issue.path.length > 0))
  return near.length === 1 ? near[0]! : []
}
