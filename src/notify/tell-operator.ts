import { escapeUTF8 } from 'entities'
import { maskAddresses, type Logger } from '../log.ts'
import type { Language, Source } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import { localTime } from '../normalize/local-time.ts'
import { maskSecrets } from '../normalize/mask-secrets.ts'
import type { Store } from '../store/db.ts'
import { claimUntold, markTold, type Untold } from '../store/untold.ts'
import { wordsIn, type Words } from '../words.ts'
import type { Message, OpenChannel } from './channel.ts'

export type OperatorDesk = {
  readonly store: Store
  readonly sources: readonly Source[]
  /** Null where the contact of the configuration is no mail address: then only the log tells. */
  readonly operator: { readonly address: string; readonly channel: OpenChannel } | null
  readonly language: Language
  /** Right side of every Message-ID. */
  readonly mailDomain: string
  readonly clock: () => Date
  readonly log: Logger
}

/**
 * Tells the operator of each source whose entries cannot be found any more: once, until it has worked
 * again. The mark follows the sending, so a process killed between the two sends the same message under
 * the same Message-ID.
 */
export const tellOperator = async (desk: OperatorDesk): Promise<number> => {
  const { store, sources, clock, log } = desk
  let told = 0
  for (const found of await claimUntold(store.db, clock())) {
    const untold = { ...found, message: found.message && maskSecrets(found.message) }
    const source = sources.find(({ id }) => id === untold.sourceId)
    // Out of the configuration by now: nobody misses it.
    if (source && !(await tell(desk, source, untold))) continue
    await markTold(store.db, untold.sourceId, clock())
    if (source) told++
    log.warn({ source_id: untold.sourceId, reason: untold.message }, 'source is broken')
  }
  return told
}

/** False when the message could not be handed over: it is tried again when the claim has run out. */
const tell = async (
  { operator, log, ...desk }: OperatorDesk,
  source: Source,
  untold: Untold
): Promise<boolean> => {
  if (!operator) return true
  const result = await operator.channel.send(operator.address, messageOf(desk, source, untold))
  if (result.outcome === 'sent') return true
  log.error({ message: maskAddresses(result.message) }, 'the operator could not be told')
  return result.permanent
}

const messageOf = (
  { language, mailDomain }: Pick<OperatorDesk, 'language' | 'mailDomain'>,
  source: Source,
  untold: Untold
): Message => {
  const words = wordsIn(language).operator
  const blocks = blocksOf(words, source, untold)
  const id = hashId('broken', source.id, String(untold.brokenAt.getTime()))
  return {
    messageId: `<${id}@${mailDomain}>`,
    date: untold.brokenAt,
    listName: 'operator',
    subject: words.brokenSubject(source.title),
    text: `${blocks.map(textOf).join('\n\n')}\n`,
    html: blocks.map(htmlOf).join('\n')
  }
}

/** Lines that stand together; a command is to be copied as it is. */
type Block = readonly string[] | { readonly command: string }

const blocksOf = (
  words: Words['operator'],
  source: Source,
  { brokenAt, message }: Untold
): readonly Block[] => [
  [words.broken(source.title)],
  [
    words.id(source.id),
    words.address(maskSecrets(source.url)),
    words.since(`${localTime(brokenAt, source.zone)} (${source.zone})`),
    ...(message === null ? [] : [words.why(message)])
  ],
  [words.look],
  { command: `npm run -s parkwire -- ${commandFor(source)}` },
  [words.mend(source.id)],
  [words.goesOn]
]

/** An address with a secret, a day or signs of the shell in it would not be what it is in a command line. */
const commandFor = ({ id, url }: Source): string => {
  const isPlain = PLAIN_URL.test(url) && maskSecrets(url) === url
  return isPlain ? `try "${url}"` : `collect ${id} --dry-run`
}
const PLAIN_URL = /^[\w:/.?&=%~+,@#-]+$/

const textOf = (block: Block): string =>
  'command' in block ? `   ${block.command}` : block.join('\n')

const htmlOf = (block: Block): string =>
  'command' in block
    ? `<pre>${escapeUTF8(block.command)}</pre>`
    : `<p>${block.map(escapeUTF8).join('<br>\n')}</p>`
