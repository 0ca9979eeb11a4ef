import { SITUATIONS, type Cost, type Situation } from './contest.ts'

export type Costs = Readonly<Record<Situation, Cost>>

const TITLES: Readonly<Record<Situation, string>> = {
  cold: 'nothing known yet',
  unchanged: 'all answers 304',
  news: 'one new entry a feed'
}
const COLUMNS = ['s', 'CPU s', 'peak MB']
const NAME_WIDTH = 26
const WIDTH = 10

/** A line a contestant, then for each pair in `ratios` how many times as much the first of it took. */
export const costTable = (
  costs: ReadonlyMap<string, Costs>,
  ratios: readonly (readonly [string, string])[]
): string => {
  const titles = SITUATIONS.map((situation) => TITLES[situation].padStart(COLUMNS.length * WIDTH))
  const lines = [...costs].map(([name, all]) => line(name, (situation) => cells(all[situation])))
  const ratioLines = ratios.flatMap(([name, other]) => {
    const [own, theirs] = [costs.get(name), costs.get(other)]
    if (!own || !theirs) return []
    return line(`${name} / ${other}`, (situation) => times(own[situation], theirs[situation]))
  })
  return [''.padEnd(NAME_WIDTH) + titles.join(''), line('', () => COLUMNS), ...lines, ...ratioLines]
    .map((text) => text.trimEnd())
    .join('\n')
}

const line = (name: string, cellsIn: (situation: Situation) => readonly string[]): string =>
  name.padEnd(NAME_WIDTH) +
  SITUATIONS.flatMap(cellsIn)
    .map((text) => text.padStart(WIDTH))
    .join('')

const cells = ({ wallMs, cpuMs, peaksMb }: Cost): readonly string[] => {
  const [first = 0, ...others] = peaksMb.map(Math.round)
  const started = others.length === 0 ? '' : `+${others.reduce((sum, peak) => sum + peak, 0)}`
  return [(wallMs / 1000).toFixed(2), (cpuMs / 1000).toFixed(2), `${first}${started}`]
}

const times = (own: Cost, other: Cost): readonly string[] => [
  `× ${(own.wallMs / other.wallMs).toFixed(2)}`,
  other.cpuMs === 0 ? '' : `× ${(own.cpuMs / other.cpuMs).toFixed(2)}`,
  ''
]
