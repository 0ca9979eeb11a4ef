import { escapeUTF8 } from 'entities'
import { maskAddresses, maskUrl, type Logger } from '../log.ts'
import type { Language, Source } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import type { Store } from '../store/db.ts'
import { claimUntold, markTold, type Untold } from '../store/untold.ts'
import { wordsIn } from '../words.ts'
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
  for (const untold of await claimUntold(store.db, clock())) {
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
  { brokenAt, message }: Untold
): Message => {
  const words = wordsIn(language).operator
  const url = maskUrl(source.url)
  const lines = [
    words.broken(source.title, url),
    ...(message === null ? [] : [words.why(message)]),
    words.whatToDo(url)
  ]
  const id = hashId('broken', source.id, String(brokenAt.getTime()))
  return {
    messageId: `<${id}@${mailDomain}>`,
    date: brokenAt,
    listName: 'operator',
    subject: words.brokenSubject(source.title),
    text: `${lines.join('\n\n')}\n`,
    html: lines.map((line) => `<p>${escapeUTF8(line)}</p>`).join('\n')
  }
}
