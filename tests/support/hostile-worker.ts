import { ParkwireError } from '../../src/errors.ts'
import { answerParent, type Reading } from '../../src/collect/reader-messages.ts'

/** A document says in one word what it does to the process that reads it; any other is read. */
const deeds: Readonly<Record<string, () => unknown>> = {
  hang: () => {
    for (;;);
  },
  backtrack: () => /^(a+)+$/.test(`${'a'.repeat(60)}b`),
  hoard: () => {
    for (const all: object[] = []; ;) all.push({ more: [] })
  },
  // All of it inside one call, where V8 cannot stop half way.
  'hoard at once': () => JSON.parse(`[${'[{}],'.repeat(4_000_000)}1]`) as unknown,
  dig: function dig(): unknown {
    return [dig()]
  },
  refuse: () => {
    throw new ParkwireError('parse', 'this is a shopping list, not a feed')
  },
  stumble: () => {
    throw new TypeError('pages is not iterable')
  },
  leave: () => process.exit(7),
  'keep a function': () => ({ advice: { everyMs: () => 1 } })
}

answerParent((request) => {
  const from = request.task === 'look' ? 'nowhere' : request.source.id
  const document = request.task === 'article' ? request.documents[0]! : request.document
  const word = new TextDecoder().decode(document.bytes)
  const title = `${word} from ${from}, pid ${process.pid}`
  const secrets = Object.keys(process.env)
  const reading: Reading = { title, entries: [], unusable: secrets }
  return Promise.resolve({ ...reading, ...(deeds[word]?.() as object) })
})
