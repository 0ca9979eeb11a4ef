import { z } from 'zod'

const SECOND_MS = 1000
const DURATION_UNITS: Readonly<Record<string, number>> = {
  s: SECOND_MS,
  m: 60 * SECOND_MS,
  h: 3600 * SECOND_MS,
  d: 86_400 * SECOND_MS
}

/**
 * A duration as people write it (`30s`, `15m`, `2h`, `1d`), in milliseconds.
 * The bounds keep it within what a timer and a `Date` can count.
 */
export const duration = (least: string, most: string) => {
  const expected = 'expected a duration such as 30s, 15m, 2h or 1d'
  return z
    .string(expected)
    .regex(/^\d{1,9}(\.\d{1,3})?[smhd]$/, expected)
    .transform(toMs)
    .refine(
      (ms) => ms >= toMs(least) && ms <= toMs(most),
      `expected a duration from ${least} to ${most}`
    )
}

const toMs = (text: string): number =>
  Number.parseFloat(text) * (DURATION_UNITS[text.at(-1) ?? ''] ?? 0)

const SIZE_UNITS: Readonly<Record<string, number>> = {
  kB: 1e3,
  KiB: 1024,
  MB: 1e6,
  MiB: 1024 ** 2
}

/** A size such as `512 KiB` or `10 MiB`, in bytes. */
export const byteSize = (least: string, most: string) => {
  const expected = 'expected a size such as 512 KiB or 10 MiB'
  return z
    .string(expected)
    .regex(/^\d{1,9} ?(kB|KiB|MB|MiB)$/, expected)
    .transform(toBytes)
    .refine(
      (bytes) => bytes >= toBytes(least) && bytes <= toBytes(most),
      `expected a size from ${least} to ${most}`
    )
}

const toBytes = (text: string): number =>
  Number.parseFloat(text) * (SIZE_UNITS[text.replace(/[\d ]+/, '')] ?? 0)
