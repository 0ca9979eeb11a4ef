import type { Codec } from './codec.ts'
import { charsetModels, type CharsetModel } from './models.ts'

export type Guess = {
  readonly codec: Codec
  /** About 0.8 for right text, about 0 for wrong; 1.1 at most, and far below 0 for debris. */
  readonly score: number
  /** Letters above ASCII that the score rests on. */
  readonly letters: number
}

/**
 * How well the letters above ASCII in `sample` read in each charset that feeds leave undeclared,
 * the best first.
 */
export const rankCharsets = (sample: Uint8Array): Guess[] =>
  charsetModels()
    .map((model) => guessWith(model, sample))
    .sort((a, b) => b.score - a.score)

/** Whether what is above ASCII in `text`, if there is enough of it, is Chinese. */
export const readsAsChinese = (text: string): boolean => {
  const foreign = foreignOf(text)
  return foreign.length >= 4 && averageWeight(foreign, charsetModels()[0]!.weights) >= CONVINCING
}

/** From this score on, text reads as its language. */
export const CONVINCING = 0.5

const guessWith = ({ codec, prior, weights, faults }: CharsetModel, sample: Uint8Array): Guess => {
  const text = codec.decode(sample)
  const foreign = foreignOf(text)
  const faulty = faults ? (text.match(faults)?.length ?? 0) : 0
  const score = prior + averageWeight(foreign, weights) - faulty / (foreign.length || 1)
  return { codec, score, letters: foreign.length }
}

const foreignOf = (text: string): string => text.replace(/[\0-\x7f]+/g, '')

const UNUSUAL = -0.4
const BROKEN = -1.5

const averageWeight = (foreign: string, weights: ReadonlyMap<number, number>): number => {
  let sum = 0
  for (let i = 0; i < foreign.length; i++) {
    const code = foreign.charCodeAt(i)
    sum += weights.get(code) ?? (isDebris(code) ? BROKEN : UNUSUAL)
  }
  return sum / (foreign.length || 1)
}

/** U+FFFD, the private use area, control characters. */
const isDebris = (code: number): boolean =>
  code === 0xfffd || (code >= 0xe000 && code < 0xf900) || code < 0xa0
