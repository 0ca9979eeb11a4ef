import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Cost of other processes as Linux keeps it in /proc, each together with the processes it has started. */

/** USER_HZ, which is 100 on every Linux that Node runs on. */
const TICK_MS = 10

/** CPU time up to now. Of descendants that have ended it knows those that were waited for. */
export const cpuMsOf = (pid: number): number =>
  treeOf(pid).reduce((sum, one) => sum + ownTicks(one) + endedTicks(one), 0) * TICK_MS

/** CPU time of all children of this very process that have ended. */
export const cpuMsOfEnded = (): number => endedTicks(process.pid) * TICK_MS

/** The most memory each process of the tree ever held at a time, in MB; the first is `pid` itself. */
export const peaksMbOf = (pid: number): readonly number[] => treeOf(pid).map(ownPeakMb)

/** Lets peaks be counted anew from what is held now (proc(5), clear_refs). */
export const resetPeaks = (pid: number): void => {
  for (const one of treeOf(pid)) writeFileSync(`/proc/${one}/clear_refs`, '5')
}

const treeOf = (pid: number): readonly number[] => [pid, ...childrenOf(pid).flatMap(treeOf)]

const childrenOf = (pid: number): readonly number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    read(`${pid}/task/${thread}/children`).trim().split(' ').filter(Boolean).map(Number)
  )

const ownTicks = (pid: number): number => sumOfFields(pid, 14, 15)
const endedTicks = (pid: number): number => sumOfFields(pid, 16, 17)

/** Fields of proc(5) stat, counted from 1. The second is a name in brackets and can hold spaces. */
const sumOfFields = (pid: number, ...numbers: readonly number[]): number => {
  const fields = read(`${pid}/stat`).replace(/^.*\)/s, '0 0').split(' ')
  return numbers.reduce((sum, number) => sum + Number(fields[number - 1] ?? 0), 0)
}

const ownPeakMb = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`${pid}/status`))?.[1] ?? 0) / 1024

/** Empty for a process that has ended meanwhile. */
const read = (path: string): string => {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return ''
  }
}
