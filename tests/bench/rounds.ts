/**
 * Whole rounds side by side: Parkwire, a reader for the terminal and two clients that only fetch read the
 * same feeds from a server on this machine. Prints what that took, and ends with 1 when somebody has read
 * less than there was; no figure by itself is a failure.
 *   node tests/bench/rounds.ts [NUMBER OF FEEDS ...]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SITUATIONS, type Contestant, type Cost, type Field, type Situation } from './contest.ts'
import { costTable, type Costs } from './cost-table.ts'
import { addressOf, openFarm, type Farm } from './farm.ts'
import { machineLine } from './machine.ts'
import { newsboatVersion, openNewsboat } from './newsboat.ts'
import { openNode } from './node-contestant.ts'
import { ITEMS } from './park-news.ts'

const SIZES = [100, 1000]
/** The one in the middle counts, situation by situation. Of the larger fields one run takes minutes. */
const runsOf = (size: number): number => (size > 100 ? 1 : 3)

const newsboat = newsboatVersion()

type Entrant = { readonly name: string; readonly open: (field: Field) => Promise<Contestant> }

const ENTRANTS: readonly Entrant[] = [
  { name: 'Parkwire', open: (field) => openNode('parkwire-rounds.ts', field) },
  ...(newsboat === null ? [] : [{ name: 'newsboat', open: openNewsboat }]),
  { name: 'fetching alone', open: (field) => openNode('fetch-rounds.ts', field, ['guarded']) },
  { name: 'undici, keep-alive', open: (field) => openNode('fetch-rounds.ts', field, ['bare']) }
]

/** The aims of Parkwire: many times as fast as a reader, hardly slower than fetching. */
const RATIOS = [
  ['newsboat', 'Parkwire'],
  ['Parkwire', 'fetching alone']
] as const

const print = (line: string): void => void process.stdout.write(`${line}\n`)

const complain = (line: string): void => {
  print(`WRONG: ${line}`)
  process.exitCode = 1
}

const race = async (size: number): Promise<void> => {
  const farm = await openFarm(size)
  const runs = new Map(ENTRANTS.map(({ name }) => [name, [] as Run[]]))
  for (let run = 0; run < runsOf(size); run++) {
    for (const entrant of ENTRANTS) {
      runs.get(entrant.name)!.push(await runOnce(farm, entrant))
    }
  }
  farm.close()
  const middle = new Map([...runs].map(([name, all]) => [name, medianOf(all)]))
  print(`\n${size} feeds of ${ITEMS} entries, ${runsOf(size)} run${runsOf(size) > 1 ? 's' : ''}`)
  print(costTable(middle, RATIOS))
  for (const [name, all] of runs) print(startLine(name, all))
  const busiest = Math.max(...[...runs.values()].flat().map(({ farmShare }) => farmShare))
  print(`the server of the feeds was busy for at most ${Math.round(busiest * 100)} % of a round`)
}

type Run = Pick<Contestant, 'startMs' | 'startsAnew'> & {
  readonly costs: Costs
  readonly farmShare: number
}

const runOnce = async (farm: Farm, entrant: Entrant): Promise<Run> => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-bench-'))
  try {
    return await runIn(folder, farm, entrant)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const runIn = async (folder: string, farm: Farm, { name, open }: Entrant): Promise<Run> => {
  const feeds = Array.from({ length: farm.size }, (_, feed) => addressOf(feed, farm.port))
  await farm.order({ edition: 1 })
  const contestant = await open({ feeds, port: farm.port, folder })
  const costs: Partial<Record<Situation, Cost>> = {}
  let farmShare = 0
  for (const situation of SITUATIONS) {
    if (situation === 'unchanged') await contestant.settle?.()
    await farm.order({ edition: situation === 'news' ? 2 : 1 })
    const cost = await contestant.round()
    const sent = await farm.order({ edition: 1 })
    farmShare = Math.max(farmShare, sent.cpuMs / cost.wallMs)
    costs[situation] = cost
    process.stderr.write(`  ${name}, ${situation}: ${seconds(cost.wallMs)} s\n`)
    check(`${name}, ${situation}`, farm.size, { situation, sent, stored: contestant.stored() })
  }
  await contestant.close()
  const { startMs, startsAnew } = contestant
  return { startMs, startsAnew, costs: costs as Costs, farmShare }
}

type Found = {
  readonly situation: Situation
  readonly sent: { readonly full: number; readonly unchanged: number }
  readonly stored: number | null
}

const check = (where: string, size: number, { situation, sent, stored }: Found): void => {
  const isUnchanged = situation === 'unchanged'
  const wanted = isUnchanged ? { full: 0, unchanged: size } : { full: size, unchanged: 0 }
  if (sent.full !== wanted.full || sent.unchanged !== wanted.unchanged) {
    complain(
      `${where}: ${sent.full} documents and ${sent.unchanged} times 304 were sent for ${size} feeds`
    )
  }
  const entries = size * (situation === 'news' ? ITEMS + 1 : ITEMS)
  if (stored !== null && stored !== entries) {
    complain(`${where}: ${stored} entries are stored, not ${entries}`)
  }
}

const medianOf = (runs: readonly Run[]): Costs =>
  Object.fromEntries(
    SITUATIONS.map((situation) => {
      const costs = runs.map((run) => run.costs[situation])
      return [situation, costs.toSorted((a, b) => a.wallMs - b.wallMs)[costs.length >> 1]!]
    })
  ) as Costs

const startLine = (name: string, runs: readonly Run[]): string => {
  const startMs = median(runs.map((run) => run.startMs))
  const withStartMs = median(runs.map((run) => run.startMs + run.costs.cold.wallMs))
  return runs[0]!.startsAnew
    ? `${name}: starts for every round, an empty run takes ${seconds(startMs)} s of each`
    : `${name}: first round with the start ${seconds(withStartMs)} s, ${seconds(startMs)} s of it to start`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(2)

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!

print(machineLine(newsboat))
if (newsboat === null)
  print('newsboat is not installed: left out (Debian: apt-get install newsboat)')
const sizes = process.argv.slice(2).map(Number)
for (const size of sizes.length === 0 ? SIZES : sizes) await race(size)
