import { expect, onTestFinished, test } from 'vitest'
import { createLocalQueue } from '../../src/jobs/local.ts'
import { createLogger } from '../../src/log.ts'
import { startWorker, type ScheduledDigest, type WorkerParts } from '../../src/pipeline/worker.ts'
import { createInbox } from '../support/inbox.ts'

const HOUR_MS = 3_600_000
const daily: ScheduledDigest = {
  parkId: 'willow',
  name: 'daily',
  cron: '30 8 * * *',
  zone: 'Asia/Shanghai',
  lateByMs: 6 * HOUR_MS
}
/** 08:30 in Shanghai. */
const SLOT = new Date('2026-03-02T00:30:00Z')

/** A worker whose steps only report that they were taken; its clock stands still. */
const workerAt = async (now: Date, parts: Partial<WorkerParts> = {}) => {
  const steps = createInbox<string>()
  const worker = await startWorker({
    queue: createLocalQueue({
      onError: (name, error) => steps.put(`${name} failed: ${String(error)}`)
    }),
    digests: [daily],
    clock: () => now,
    log: createLogger('silent'),
    collect: () => Promise.resolve(steps.put('collect')),
    isClosed: () => Promise.resolve(false),
    close: (digest, slotAt) =>
      Promise.resolve(steps.put(`close ${digest.name} ${slotAt.toISOString()}`)),
    deliver: () => Promise.resolve(steps.put('deliver')),
    subscribe: () => Promise.resolve(false),
    ...parts
  })
  onTestFinished(() => worker.stop())
  return { steps, worker }
}

/** The next step that is none of the deliveries that every start and every minute bring. */
const nextStep = async (steps: { next(): Promise<string> }): Promise<string> => {
  const step = await steps.next()
  return step === 'deliver' ? nextStep(steps) : step
}

test('a slot missed while nothing ran is closed after the first round, and delivered', async () => {
  const { steps } = await workerAt(new Date(SLOT.getTime() + 2 * HOUR_MS))
  expect(await nextStep(steps)).toBe('collect')
  expect(await nextStep(steps)).toBe(`close daily ${SLOT.toISOString()}`)
  expect(await steps.next()).toBe('deliver')
})

test('a slot that is closed already is left alone', async () => {
  const { steps, worker } = await workerAt(new Date(SLOT.getTime() + 2 * HOUR_MS), {
    isClosed: (_, slotAt) => Promise.resolve(slotAt.getTime() === SLOT.getTime())
  })
  expect(await nextStep(steps)).toBe('collect')
  await worker.stop()
  expect(steps.waiting.filter((step) => step.startsWith('close'))).toEqual([])
})

test('a slot missed by more than lateByMs stays unsent', async () => {
  const { steps, worker } = await workerAt(new Date(SLOT.getTime() + 7 * HOUR_MS))
  expect(await nextStep(steps)).toBe('collect')
  await worker.stop()
  expect(steps.waiting.filter((step) => step.startsWith('close'))).toEqual([])
})

test('every round is followed by one for hubs, and that by another where sources came due', async () => {
  const due = [true, false]
  const subscribe = (): Promise<boolean> => {
    steps.put('subscribe')
    return Promise.resolve(due.shift() ?? false)
  }
  const steps = createInbox<string>()
  const collect = (): Promise<void> => Promise.resolve(steps.put('collect'))
  await workerAt(SLOT, { collect, subscribe, isClosed: () => Promise.resolve(true) })
  const seen = [await steps.next(), await steps.next(), await steps.next(), await steps.next()]
  expect(seen).toEqual(['collect', 'subscribe', 'collect', 'subscribe'])
})

test('a round that fails is reported and the worker goes on', async () => {
  const { steps, worker } = await workerAt(SLOT, {
    collect: () => Promise.reject(new Error('disk full'))
  })
  const step = await nextStep(steps)
  expect(step).toContain('disk full')
  await worker.stop()
})

test('stopping waits for the step in hand', async () => {
  const begun = createInbox<string>()
  let finish = (): void => {}
  const inHand = new Promise<void>((resolve) => (finish = resolve))
  const { worker } = await workerAt(SLOT, {
    collect: () => {
      begun.put('collect')
      return inHand
    }
  })
  await begun.next()
  let stopped = false
  const stopping = worker.stop().then(() => (stopped = true))
  await new Promise(setImmediate)
  expect(stopped).toBe(false)
  finish()
  await stopping
  expect(stopped).toBe(true)
})
