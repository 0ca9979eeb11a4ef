import type { Step } from './path.ts'
import { shortName, type Tree } from './tree.ts'

/** Only what a document itself says is a key: `constructor` and `__proto__` are names like any other. */
export const jsonTree: Tree = {
  step: (values, step) => values.flatMap((value) => stepFrom(unpacked(value), step)),
  itemsOf: (value) => {
    const given = unpacked(value)
    if (given === null) return []
    if (Array.isArray(given)) return given as readonly unknown[]
    return typeof given === 'object' ? [given] : undefined
  },
  textsOf: (value) =>
    Array.isArray(value)
      ? value.flatMap((part) => textOf(part) ?? [])
      : [textOf(value) ?? []].flat(),
  namesIn: (value) => {
    const given = unpacked(value)
    return isRecord(given) ? Object.entries(given).map(([key, part]) => named(key, part)) : []
  },
  kindOf: (value) => kindOf(unpacked(value))
}

const stepFrom = (value: unknown, step: Step): readonly unknown[] => {
  switch (step.kind) {
    case 'key':
      return isRecord(value) && Object.hasOwn(value, step.key) ? [value[step.key]] : []
    case 'index':
      return Array.isArray(value) && step.index < value.length ? [value[step.index] as unknown] : []
    case 'each':
      if (Array.isArray(value)) return value as readonly unknown[]
      return isRecord(value) ? Object.values(value) : []
  }
}

type Json = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Some servers put JSON into a string of JSON (`{"d": "[{…}]"}`). */
const unpacked = (value: unknown): unknown => {
  if (typeof value !== 'string' || !/^\s*(?:\{\s*["}]|\[\s*[[{"\]])/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

const textOf = (value: unknown): string | undefined => {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

const named = (key: string, value: unknown): string => {
  const [name, kind] = [shortName(key), kindOf(value)]
  return kind.startsWith('an array') ? `${name} (${kind.slice(3)})` : name
}

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (value === null) return 'null'
  if (typeof value === 'object') return 'an object'
  return typeof value === 'string' ? 'text' : `a ${typeof value}`
}
