import type { z } from 'zod'
import { ConfigError } from '../errors.ts'

/** Objects from standard input, one a line, in order. A bad line ends the filter with its number. */
export async function* readJsonLines<S extends z.ZodType>(
  name: string,
  schema: S
): AsyncGenerator<z.output<S>> {
  let number = 0
  for await (const line of linesOf(process.stdin)) {
    number++
    if (line.trim() === '') continue
    const result = schema.safeParse(parse(name, number, line))
    if (!result.success) {
      const [issue] = result.error.issues
      const where = issue?.path.length ? `${issue.path.join('.')}: ` : ''
      throw new ConfigError([`${name}: line ${number}: ${where}${issue?.message}`])
    }
    yield result.data
  }
}

const BOM = '\ufeff'

/** `readline` will not do: it ends lines at U+2028 too, which JSON has in the middle of a text (RFC 8259 §7). */
async function* linesOf(stream: NodeJS.ReadableStream): AsyncGenerator<string> {
  stream.setEncoding('utf8')
  let rest = ''
  let isFirst = true
  for await (const chunk of stream) {
    const text = isFirst && String(chunk).startsWith(BOM) ? String(chunk).slice(1) : String(chunk)
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    isFirst = false
    yield* lines
  }
  yield rest
}

const parse = (name: string, number: number, line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    throw new ConfigError([`${name}: line ${number}: expected one JSON object a line`])
  }
}
