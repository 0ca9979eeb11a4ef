import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'

/** What figures of this run depend on. Every commit of a store waits for the disk once or twice. */
export const machineLine = (newsboat: string | null): string =>
  [
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() || 'unnamed'})`,
    `load ${loadavg()[0]!.toFixed(1)} before the start`,
    `a write to disk takes ${syncMs().toFixed(1)} ms`,
    `Node ${process.version.slice(1)}`,
    ...(newsboat === null ? [] : [`newsboat ${newsboat}`])
  ].join(', ')

const WRITES = 51

/** The median time of a write that waits until the disk has it. */
const syncMs = (): number => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-bench-'))
  const file = openSync(join(folder, 'sync'), 'w')
  const times = Array.from({ length: WRITES }, () => {
    const startedAt = performance.now()
    writeSync(file, Buffer.alloc(4096))
    fsyncSync(file)
    return performance.now() - startedAt
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times.toSorted((a, b) => a - b)[WRITES >> 1]!
}
