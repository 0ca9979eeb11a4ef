import { z } from 'zod'
import { kinds } from '../collect/kinds/index.ts'
import { phrase, profileSchema, slug, timeZone } from '../match/profile.ts'
import { channels } from '../notify/channels/index.ts'
import { cronExpression } from './cron-expression.ts'
import { PARK_FILE } from './park-files.ts'
import { byteSize, duration } from './units.ts'

/**
 * Shapes of the four files. Every key is explained where it is used, in `config/sample/`; what editors
 * show beside a key is the short form of that.
 */

/** It is sent in a header, which takes nothing but ASCII (RFC 9110 §5.5). */
const CONTACT = /^(mailto:[\x21-\x7e]+@[\x21-\x7e]+|https?:\/\/[\x21-\x7e]+)$/
const SENDER = /^([^<>\p{Cc}]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u

export const parkwireSchema = z.strictObject({
  contact: z
    .string()
    .regex(CONTACT, 'expected mailto:… or https://… in plain ASCII')
    .describe('How the people behind a site that we read can reach you: mailto:… or https://…'),
  parks: z
    .array(z.string().regex(PARK_FILE, 'expected the name of a park file such as park.yaml'))
    .min(1)
    .describe('One file for each park; the first one has the short addresses.'),
  fetch: z
    .strictObject({
      deadline: duration('1s', '10m')
        .prefault('30s')
        .describe('From the first byte sent to the last one received, redirects included.'),
      maxSize: byteSize('1 KiB', '100 MiB')
        .prefault('10 MiB')
        .describe('A document that is larger, packed or unpacked, is refused.'),
      maxRedirects: z.int().min(0).max(20).default(5).describe('Redirects that are followed.'),
      hostGap: duration('0s', '10m')
        .prefault('1s')
        .describe('Pause between two requests to one host.'),
      atOnce: z.int().min(1).max(64).default(8).describe('Hosts that are read side by side.')
    })
    .prefault({})
    .describe('How sources are read.'),
  mail: z.strictObject({
    from: z
      .string()
      .regex(SENDER, 'expected an address such as Park news <news@example.org>')
      .describe('Sender of every digest; its domain stands in every Message-ID.')
  })
})

const sourceBase = {
  id: slug.describe('Part of the identity of every entry from here: it stays for good.'),
  title: phrase.describe('The name of the outlet, as readers see it.'),
  url: z
    .string()
    .refine(isSourceUrl, 'expected https://…, http://… or file:PATH relative to this folder')
    .describe('https://…, http://… or file:PATH relative to this folder.'),
  every: duration('1m', '30d').prefault('30m').describe('How often to look; at least 1m.'),
  trust: z
    .enum(['official', 'press', 'mirror'])
    .default('press')
    .describe(
      'Among copies of a story an official one leads; a mirror is neither named nor linked.'
    ),
  filter: z
    .enum(['relevance', 'none'])
    .default('relevance')
    .describe('none: everything from here is about the park.'),
  text: z
    .enum(['listed', 'full'])
    .default('listed')
    .describe('full: the article behind each entry is read as well.'),
  timezone: timeZone
    .optional()
    .describe("Zone of dates that name none; the first park's when left out."),
  enabled: z.boolean().default(true).describe('false keeps the lines and reads nothing.'),
  note: z.string().optional().describe('For whoever reads this file next.')
}

const [firstKind, ...otherKinds] = kinds.map((kind) =>
  z.strictObject({
    ...sourceBase,
    kind: z.literal(kind.name).describe(kind.description),
    ...kind.options.shape
  })
)

/** Tried against every kind when its own is not known, so that its other mistakes are told as well. */
const ALL_ERRORS = { unionFallback: true } as const

export const sourcesSchema = z.strictObject({
  sources: z.array(z.discriminatedUnion('kind', [firstKind!, ...otherKinds], ALL_ERRORS)).min(1)
})

const [firstChannel, ...otherChannels] = channels.map((channel) =>
  z.strictObject({
    channel: z.literal(channel.name),
    address: channel.address.describe('As that channel has them.'),
    note: z.string().optional().describe('For whoever reads this file next.')
  })
)

export const digestsSchema = z.strictObject({
  digests: z.array(
    z.strictObject({
      name: slug.describe('Unique: `parkwire digest NAME` sends this one now.'),
      park: slug.optional().describe('Id of a park; the first one when left out.'),
      title: phrase
        .optional()
        .describe("Stands above the digest and in its subject; the park's name when left out."),
      cron: cronExpression.describe(
        'When it closes: minute, hour, day of month, month, day of week, by the clock of the park.'
      ),
      lateBy: duration('0s', '365d')
        .prefault('6h')
        .describe('A slot that passed while Parkwire was down is sent late, up to this long.'),
      maxAge: duration('1m', '3650d')
        .prefault('3d')
        .describe('News older than this when it is first found is published but not mailed.'),
      sections: z
        .array(slug)
        .min(1)
        .optional()
        .describe('Ids of the sections it takes; all of them when left out.'),
      to: z
        .array(z.discriminatedUnion('channel', [firstChannel!, ...otherChannels], ALL_ERRORS))
        .describe('Every recipient gets a message of their own.')
    })
  )
})

/** What `config/schema/` is made from. */
export const fileSchemas = {
  parkwire: parkwireSchema,
  park: profileSchema,
  sources: sourcesSchema,
  digests: digestsSchema
} as const

function isSourceUrl(text: string): boolean {
  return /^(https?:\/\/[^\s/?#]\S*|file:\S+)$/.test(text) && URL.canParse(text)
}
