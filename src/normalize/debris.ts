import {
  charBefore,
  foldSyllable,
  glossesIn,
  isReading,
  isTonedSyllable,
  LETTER
} from './pinyin.ts'

/**
 * What a byte-wise search and replace over GBK leaves where it hits the second byte of one character
 * and the first of the next: `斯?jié)咸鞓騾^(qū)` was 斯濟南天橋區. Bytes are lost, nobody can restore it.
 */
export type Debris = {
  /** `certain`: no sound text looks so. `likely`: only a text known to be mangled does. */
  readonly damage: 'none' | 'likely' | 'certain'
  /** Characters that nobody wrote, as [start, end), by start and by end; neighbours may overlap. */
  readonly spans: readonly Span[]
}
export type Span = readonly [start: number, end: number]

/** Reads plain text. */
export const findDebris = (text: string): Debris => {
  const tears = [...tornGlosses(text), ...beheadedGlosses(text)]
  const lost = Array.from(text.matchAll(LOST_FULL_STOP), ({ 0: debris, index }): Span => [
    index,
    index + debris.length
  ])
  const isMarked = lost.length > 0 || text.includes(REPLACEMENT)
  const spans = [...lost, ...shiftedBefore(text, tears)].sort(([a], [b]) => a - b)
  if (tears.some((tear) => tear.isCertain)) return { damage: 'certain', spans }
  return { damage: tears.length > 0 || isMarked ? 'likely' : 'none', spans }
}

/** A reading that does not stand behind its character. */
type Tear = {
  /** Where the last whole character or byte before the bracket begins. */
  readonly start: number
  readonly end: number
  /** `lost`: that byte could not be decoded. `tail`: it is ASCII, the second half of a character. */
  readonly before: 'lost' | 'tail' | 'other'
  readonly isCertain: boolean
}

const REPLACEMENT = '\ufffd'

/** 。” with its first byte lost, and the bracket behind it swallowed: `影響?！盵2]` was 影响。”[2]. */
const LOST_FULL_STOP = /[?\ufffd][！。](?:\p{Script=Han}(?=[!-~]))?/gu

/** `?jié)`: a decoder has swallowed the bracket together with the byte before it. */
const BEHEADED = new RegExp(`[?\ufffd](${LETTER}{1,8})[)）]`, 'g')

const beheadedGlosses = (text: string): Tear[] =>
  Array.from(text.matchAll(BEHEADED))
    .filter((match) => isTonedSyllable(foldSyllable(match[1]!)))
    .map(({ 0: gloss, index }) => ({
      start: index,
      end: index + gloss.length,
      before: 'lost',
      isCertain: true
    }))

const tornGlosses = (text: string): Tear[] =>
  glossesIn(text)
    .filter(({ syllable, owner }) => isTonedSyllable(syllable) && !isReading(owner, syllable))
    .flatMap(({ start, end, owner, syllable }): Tear[] => {
      const at = start - owner.length
      if (owner === '?' || owner === REPLACEMENT)
        return [{ start: at, end, before: 'lost', isCertain: owner === REPLACEMENT }]
      if (TAIL_BYTE.test(owner)) {
        const isCertain = isSpelled(charBefore(text, at), owner, syllable)
        return [{ start: at, end, before: 'tail', isCertain }]
      }
      // A reading behind a space, a digit or nothing is somebody's own bracket.
      return owner > '\x7f' && owner.trim() !== ''
        ? [{ start: at, end, before: 'other', isCertain: false }]
        : []
    })

/** The ASCII half of GBK's second bytes. */
const TAIL_BYTE = /^[@-~]$/

/**
 * The run of shifted characters before each tear. It begins behind the byte that was lost; where no
 * mark of that is left, only the last character is known to be wrong.
 */
const shiftedBefore = (text: string, tears: readonly Tear[]): Span[] => {
  const starts = new Set(tears.filter(({ before }) => before === 'lost').map(({ end }) => end))
  return tears.flatMap(({ start, before, isCertain }): Span[] => {
    if (before === 'other') return []
    const run = runStart(text, start)
    if (starts.has(run) || /[?\ufffd]/.test(text[run - 1] ?? '')) return [[run, start]]
    return before === 'tail' && isCertain ? [[start - 1, start]] : []
  })
}

/** A shift ends at the next ASCII character, and so does this walk: runs never overlap. */
const runStart = (text: string, end: number): number => {
  let start = end
  while (start > 0 && text.charCodeAt(start - 1) > 0x7f && text[start - 1] !== REPLACEMENT) start--
  return start
}

/** Whether the second byte of `before` and the ASCII byte `tail` are a character read `syllable`. */
const isSpelled = (before: string, tail: string, syllable: string): boolean => {
  const lead = secondByteOf(before)
  return lead !== undefined && isReading(decode([lead, tail.charCodeAt(0)]), syllable)
}

const decode = (bytes: readonly number[]): string =>
  new TextDecoder('gbk').decode(Uint8Array.from(bytes))

let secondBytes: ReadonlyMap<string, number> | undefined

/** Made at the first torn gloss: 24,000 characters, some 5 ms. */
const secondByteOf = (char: string): number | undefined => {
  secondBytes ??= new Map(
    SECOND_BYTES.flatMap((second) =>
      Array.from(decode(FIRST_BYTES.flatMap((first) => [first, second])), (one) => [one, second])
    )
  )
  return secondBytes.get(char)
}

const FIRST_BYTES = Array.from({ length: 0xfe - 0x81 + 1 }, (_, i) => 0x81 + i)
const SECOND_BYTES = Array.from({ length: 0xfe - 0x40 + 1 }, (_, i) => 0x40 + i).filter(
  (byte) => byte !== 0x7f
)
