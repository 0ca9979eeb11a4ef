import { z } from 'zod'
import { describeIssue } from './describe-issue.ts'
import { flattenUnion, isTagIssue, type Issue } from './flatten-union.ts'
import { nearMiss } from './near-miss.ts'
import { valueAt, type Path } from './path.ts'
import type { YamlFile } from './yaml-file.ts'

/** Holds a file against a schema; undefined, with every mistake recorded, when it does not fit. */
export const checkFile = <S extends z.ZodType>(
  file: YamlFile,
  schema: S
): z.output<S> | undefined => {
  if (file.value === undefined) return undefined
  const result = schema.safeParse(file.value, { error: knownKeys })
  if (result.success) return result.data
  const issues = result.error.issues.flatMap(flattenUnion)
  // Read as what it was meant to be, a misspelt key is not a missing one as well.
  const corrected = issues.flatMap((issue) => correctKeys(file, issue))
  if (corrected.length > 0) return checkFile(file, schema)
  for (const issue of issues) complain(file, issue, issues)
  return undefined
}

/** zod has one text for an issue: with unknown keys it carries those that are known. */
const knownKeys: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject
    ? Object.keys(issue.inst.shape).join(' ')
    : undefined

/** The keys that could be read as others. */
const correctKeys = (file: YamlFile, issue: Issue): string[] => {
  if (issue.code !== 'unrecognized_keys') return []
  const path = issue.path as Path
  const free = new Set(issue.message.split(' '))
  for (const key of Object.keys(valueAt(file.value, path) as object)) free.delete(key)
  return issue.keys.filter((key) => {
    const meant = nearMiss(key, [...free])
    if (meant === undefined) return false
    free.delete(meant)
    file.complain([...path, key], `unknown key, did you mean "${meant}"?`, 'key')
    return file.readKeyAs([...path, key], meant)
  })
}

const complain = (file: YamlFile, issue: Issue, issues: readonly Issue[]): void => {
  const path = issue.path as Path
  if (issue.code === 'invalid_key') return file.complain(path, describeIssue(issue, file), 'key')
  if (issue.code !== 'unrecognized_keys') return file.complain(path, describeIssue(issue, file))
  // Which keys a row may have depends on what it is.
  const isUntold = issues.some(
    (other) => isTagIssue(other) && other.path.slice(0, -1).join('\n') === path.join('\n')
  )
  if (isUntold) return
  const known = [...new Set(issue.message.split(' '))].join(', ')
  for (const key of issue.keys) {
    file.complain([...path, key], `unknown key, expected one of ${known}`, 'key')
  }
}
