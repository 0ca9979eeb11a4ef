import { expect, test } from 'vitest'
import { createPace } from '../../src/collect/pace.ts'
import { createManualClock } from '../support/manual-clock.ts'

const never = new AbortController().signal
const START = new Date('2026-11-23T08:00:00Z')
const HOURS_MS = 10 * 60 * 60 * 1000

/** All promises that can go on have gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A task that ends when the test says so. */
const heldTask = (log: string[], name: string): { run: () => Promise<void>; end: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const run = (): Promise<void> => {
    log.push(`${name} starts`)
    return promise
  }
  return { run, end: resolve }
}

test('a host gets one request at a time, with the gap from the end of one to the next start', async () => {
  const clock = createManualClock(START)
  const pace = createPace(1000, clock)
  const log: string[] = []
  const [first, second] = [heldTask(log, 'first'), heldTask(log, 'second')]
  void pace.run('a.example', first.run, never)
  void pace.run('a.example', second.run, never)

  clock.advance(5000)
  await settled()
  expect(log).toEqual(['first starts'])
  first.end()
  await settled()
  clock.advance(999)
  await settled()
  expect(log).toEqual(['first starts'])
  clock.advance(1)
  await settled()
  expect(log).toEqual(['first starts', 'second starts'])
})

test('requests to a host run in the order in which they were asked for', async () => {
  const pace = createPace(0, createManualClock(START))
  const log: string[] = []
  const run = (name: string): Promise<number> =>
    pace.run('a.example', () => Promise.resolve(log.push(name)), never)
  await Promise.all([run('one'), run('two'), run('three')])
  expect(log).toEqual(['one', 'two', 'three'])
})

test('hosts do not wait for each other', async () => {
  const pace = createPace(1000, createManualClock(START))
  const log: string[] = []
  void pace.run('a.example', heldTask(log, 'a').run, never)
  void pace.run('b.example', heldTask(log, 'b').run, never)
  await settled()
  expect(log).toEqual(['a starts', 'b starts'])
})

test('a task that fails rejects for its caller only and still costs the gap', async () => {
  const clock = createManualClock(START)
  const pace = createPace(1000, clock)
  const broken = pace.run('a.example', () => Promise.reject(new Error('broken')), never)
  await expect(broken).rejects.toThrow('broken')

  const log: string[] = []
  void pace.run('a.example', heldTask(log, 'next').run, never)
  await settled()
  expect(log).toEqual([])
  clock.advance(1000)
  await settled()
  expect(log).toEqual(['next starts'])
})

test('an abort ends the wait at once and the rest keep their order', async () => {
  const pace = createPace(0, createManualClock(START))
  const log: string[] = []
  const first = heldTask(log, 'first')
  const impatient = new AbortController()
  void pace.run('a.example', first.run, never)
  const second = pace.run('a.example', heldTask(log, 'second').run, impatient.signal)
  void pace.run('a.example', heldTask(log, 'third').run, never)

  impatient.abort(new Error('no longer wanted'))
  await expect(second).rejects.toThrow('no longer wanted')
  expect(log).toEqual(['first starts'])
  first.end()
  await settled()
  expect(log).toEqual(['first starts', 'third starts'])
})

test('an abort also ends the wait of a gap', async () => {
  const pace = createPace(1000, createManualClock(START))
  await pace.run('a.example', () => Promise.resolve(), never)
  const impatient = new AbortController()
  const second = pace.run('a.example', () => Promise.resolve(), impatient.signal)
  await settled()
  impatient.abort(new Error('no longer wanted'))
  await expect(second).rejects.toThrow('no longer wanted')
})

test('a clock set back by hours makes nobody wait longer than the gap', async () => {
  const clock = createManualClock(START)
  let skewMs = 0
  const pace = createPace(1000, { ...clock, now: () => new Date(clock.now().getTime() + skewMs) })
  await pace.run('a.example', () => Promise.resolve(), never)
  const log: string[] = []
  skewMs = -HOURS_MS
  void pace.run('a.example', heldTask(log, 'next').run, never)
  await settled()
  clock.advance(1000)
  await settled()
  expect(log).toEqual(['next starts'])
})

test('hosts whose gap is over are forgotten', async () => {
  const clock = createManualClock(START)
  const pace = createPace(1000, clock)
  const visit = (host: string): Promise<void> => pace.run(host, () => Promise.resolve(), never)
  for (const host of ['a.example', 'b.example', 'c.example']) await visit(host)
  expect(pace.hostCount()).toBe(3)
  clock.advance(1000)
  await settled()
  await visit('d.example')
  expect(pace.hostCount()).toBe(1)
})
