import type { Path } from './path.ts'

type Complain = (path: Path, message: string) => void

const PLACEHOLDER = /\$\{([^}]*)\}/g
const NAME = /^[A-Z][A-Z0-9_]*$/

/**
 * A copy of `written` in which every `${NAME}` is the environment's NAME: secrets stay out of the files.
 * Keys are left alone.
 */
export const fillIn = (written: unknown, env: NodeJS.ProcessEnv, complain: Complain): unknown => {
  const copy = (value: unknown, path: Path, around: readonly unknown[]): unknown => {
    if (typeof value === 'string') return fillText(value, env, (text) => complain(path, text))
    if (typeof value !== 'object' || value === null) return value
    if (around.includes(value)) {
      complain(path, 'expected a value, got an alias of what it stands in')
      return null
    }
    const inside = [...around, value]
    if (Array.isArray(value)) return value.map((one, at) => copy(one, [...path, at], inside))
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, copy(one, [...path, key], inside)])
    )
  }
  return copy(written, [], [])
}

const fillText = (
  text: string,
  env: NodeJS.ProcessEnv,
  complain: (message: string) => void
): string =>
  text.replace(PLACEHOLDER, (placeholder, name: string) => {
    if (!NAME.test(name)) {
      complain(`expected \${NAME} in capital letters, digits and _, got ${placeholder}`)
      return placeholder
    }
    const secret = env[name]
    // A name that is set to nothing is what a forgotten secret looks like in a container.
    if (secret) return secret
    complain(`${placeholder} is ${secret === undefined ? 'not set' : 'empty'} in the environment`)
    return placeholder
  })
