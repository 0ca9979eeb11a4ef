import { z } from 'zod'

/** Shape of `park.yaml`. Every key is explained in `config/sample/park.yaml`. */

export const timeZone = z
  .string()
  .refine(isZone, 'expected an IANA time zone such as Asia/Shanghai')

const weight = z.number().min(0).max(100)
export const phrase = z.string().trim().min(1)
/** Something to look for: punctuation alone would be found nowhere. */
const term = phrase.regex(/[\p{L}\p{N}]/u, 'expected at least one letter or digit')
/** Ids stand in addresses and file names. */
export const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected a slug of lower-case letters, digits and hyphens')

/** For names in an alphabet: true where upper and lower case must agree. */
const isCased = z.boolean().optional()

export const profileSchema = z.strictObject({
  id: slug,
  name: phrase,
  language: z.enum(['zh-CN', 'en']),
  timezone: timeZone,
  feedAuthority: z
    .string()
    .regex(
      /^[a-z0-9.-]+,\d{4}(-\d\d){0,2}$/,
      'expected a domain name and a date as in RFC 4151, such as news.example.org,2026'
    ),
  names: z
    .array(z.strictObject({ text: term, weight, case: isCased, note: z.string().optional() }))
    .min(1),
  partial: z
    .array(
      z.strictObject({
        text: term,
        weight,
        needs: slug,
        case: isCased,
        note: z.string().optional()
      })
    )
    .default([]),
  anchors: z.record(slug, z.array(term)).default({}),
  entities: z
    .array(
      z.strictObject({
        text: term,
        weight,
        type: slug,
        needs: slug.optional(),
        case: isCased,
        note: z.string().optional()
      })
    )
    .default([]),
  exclude: z
    .array(
      z
        .strictObject({
          text: z.union([term, z.array(term).min(1)], 'expected a text or a list of texts'),
          weight: z.number().min(-100).max(0).optional(),
          veto: z.boolean().optional(),
          unless: z.array(term).optional(),
          note: z.string().optional()
        })
        .refine(
          ({ weight, veto }) => weight !== undefined || veto !== undefined,
          'expected a weight or veto: true'
        )
    )
    .default([]),
  threshold: z.strictObject({ accept: weight, review: weight }),
  sections: z
    .array(
      z.strictObject({
        id: slug,
        title: phrase,
        any: z.array(slug).optional(),
        words: z.array(term).optional(),
        unless: z.array(term).optional(),
        priority: z.number().int().optional()
      })
    )
    .min(1)
})

export type Profile = z.infer<typeof profileSchema>

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
