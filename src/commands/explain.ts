import type { Command } from 'commander'
import type { App } from '../app.ts'
import { ParkwireError } from '../errors.ts'
import { publishedTime } from '../normalize/local-time.ts'
import { entriesOfStory } from '../store/entries.ts'
import { relevanceOfStory } from '../store/stories.ts'
import { print, printJson, withApp } from './context.ts'

export const addExplain = (program: Command): void => {
  program
    .command('explain')
    .argument('<story>', 'id of a story, as in its address /stories/<id>')
    .description('why these entries are one story, and why it is (not) about a park')
    .option('--json', 'print JSON')
    .action((id: string, options: { json?: boolean }, command: Command) =>
      withApp(command, async (app) => {
        const explanation = await explain(app, id)
        if (options.json) printJson(explanation)
        else printExplanation(app, explanation)
      })
    )
}

type Explanation = Awaited<ReturnType<typeof explain>>

const explain = async (app: App, id: string) => {
  const entries = await entriesOfStory(app.store.db, id)
  if (entries.length === 0) throw new ParkwireError('not-found', `explain: there is no story ${id}`)
  const relevance = await relevanceOfStory(app.store.db, id)
  return {
    storyId: id,
    entries: entries.map((entry) => ({
      id: entry.id,
      source: entry.sourceId,
      outlet: entry.outlet,
      title: entry.title,
      publishedAt: entry.publishedAt,
      dateDoubt: entry.dateDoubt,
      repair: entry.repair,
      isMirror: entry.isMirror,
      match: entry.match,
      relevance: relevance.filter((one) => one.entryId === entry.id)
    }))
  }
}

const DOUBTS = {
  future: ' (first seen: the source gives a date in the future)',
  'too-old': ' (first seen: the source gives a date before 1990)'
}

const printExplanation = (app: App, { entries }: Explanation): void => {
  const zone = app.config.parks[0]?.timezone ?? 'UTC'
  for (const entry of entries) {
    const mangled = entry.repair.verdict === 'clean' ? '' : ` [repaired: ${entry.repair.verdict}]`
    const dated = `${publishedTime(entry.publishedAt, zone)}${entry.dateDoubt === null ? '' : DOUBTS[entry.dateDoubt]}`
    print(`${dated}  ${entry.outlet}: ${entry.title}${mangled}`)
    print(`  ${entry.match.by === 'new' ? 'new' : `by ${entry.match.by}`}: ${entry.match.reason}`)
    for (const { parkId, verdict, score, section, reasons } of entry.relevance) {
      const terms = reasons.map(
        ({ term, where, weight, note }) =>
          `${term} in ${where} ${weight >= 0 ? '+' : ''}${weight}${note ? ` (${note})` : ''}`
      )
      print(`  ${parkId}: ${verdict}, ${score}, ${section}: ${terms.join(', ') || 'no term found'}`)
    }
  }
}
