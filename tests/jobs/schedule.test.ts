import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createSchedule, type Schedule, type ScheduleEntry } from '../../src/jobs/schedule.ts'

const COLLECT: ScheduleEntry = { name: 'collect', cron: '*/20 * * * *', zone: 'UTC' }
const MORNING: ScheduleEntry = { name: 'morning', cron: '30 7 * * *', zone: 'Asia/Shanghai' }

let schedule: Schedule | undefined

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-22T22:50:30Z') })
})

afterEach(async () => {
  await schedule?.stop()
  vi.useRealTimers()
})

const minutes = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 60_000)

const startWith = (
  entries: readonly ScheduleEntry[],
  onFire: (name: string, slotAt: Date) => Promise<void> = () => Promise.resolve()
) => {
  const fired: string[] = []
  const errors: unknown[][] = []
  schedule = createSchedule({
    entries,
    onFire: (name, slotAt) => {
      fired.push(`${name} ${slotAt.toISOString()}`)
      return onFire(name, slotAt)
    },
    onError: (...error) => errors.push(error)
  })
  schedule.start()
  return { schedule, fired, errors }
}

test('each entry fires at the minutes of its own zone', async () => {
  const { fired } = startWith([COLLECT, MORNING])
  await minutes(45)
  expect(fired).toEqual([
    'collect 2026-11-22T23:00:00.000Z',
    'collect 2026-11-22T23:20:00.000Z',
    'morning 2026-11-22T23:30:00.000Z'
  ])
})

test('nothing fires before the start', async () => {
  const fired: string[] = []
  const onFire = (name: string): Promise<void> => Promise.resolve(void fired.push(name))
  schedule = createSchedule({ entries: [COLLECT], onFire, onError: () => {} })
  await minutes(60)
  expect(fired).toEqual([])
})

test('a machine that slept fires the latest slot late, and only that one', async () => {
  const { fired } = startWith([COLLECT])
  await minutes(1)
  vi.setSystemTime(new Date('2026-11-23T06:47:12Z'))
  await minutes(10)
  expect(fired).toEqual(['collect 2026-11-23T06:40:00.000Z'])
  await minutes(10)
  expect(fired).toEqual(['collect 2026-11-23T06:40:00.000Z', 'collect 2026-11-23T07:00:00.000Z'])
})

test('a firing that fails is reported and the next one comes', async () => {
  const refusal = new Error('no database')
  const { fired, errors } = startWith([COLLECT], () => Promise.reject(refusal))
  await minutes(30)
  expect(fired).toHaveLength(2)
  expect(errors).toEqual([
    ['collect', refusal],
    ['collect', refusal]
  ])
})

test('a firing in hand keeps the next one of its entry out, which is reported', async () => {
  const gate = Promise.withResolvers<void>()
  const { fired, errors } = startWith([COLLECT, MORNING], (name) =>
    name === 'collect' ? gate.promise : Promise.resolve()
  )
  await minutes(45)
  expect(fired).toEqual(['collect 2026-11-22T23:00:00.000Z', 'morning 2026-11-22T23:30:00.000Z'])
  expect(errors).toEqual([
    [
      'collect',
      new Error('slot 2026-11-22T23:20:00.000Z left out: the one before is still in hand')
    ]
  ])
  gate.resolve()
  await minutes(10)
  expect(fired.at(-1)).toBe('collect 2026-11-22T23:40:00.000Z')
})

test('a stop waits for the firing in hand, and nothing fires after it', async () => {
  const gate = Promise.withResolvers<void>()
  const steps: string[] = []
  const { schedule, fired } = startWith([COLLECT], async () => {
    await gate.promise
    await Promise.resolve()
    steps.push('fired')
  })
  await minutes(10)
  const stopping = schedule.stop().then(() => steps.push('stopped'))
  gate.resolve()
  await stopping
  expect(steps).toEqual(['fired', 'stopped'])
  await minutes(60)
  expect(fired).toEqual(['collect 2026-11-22T23:00:00.000Z'])
})
