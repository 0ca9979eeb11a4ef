import { createTask } from 'node-cron'
import { afterEach, expect, test, vi } from 'vitest'
import { previousSlot, validateCron } from '../../src/jobs/slots.ts'

const SHANGHAI = 'Asia/Shanghai'
const NEW_YORK = 'America/New_York'

afterEach(() => {
  vi.useRealTimers()
})

test.each([
  ['earlier today', '30 7 * * *', SHANGHAI, '2026-11-23T02:00:00Z', '2026-11-22T23:30:00Z'],
  ['exactly now', '30 7 * * *', SHANGHAI, '2026-11-22T23:30:00Z', '2026-11-22T23:30:00Z'],
  [
    'yesterday, a moment too early',
    '30 7 * * *',
    SHANGHAI,
    '2026-11-22T23:29:59.999Z',
    '2026-11-21T23:30:00Z'
  ],
  ['within the minute', '*/10 * * * *', SHANGHAI, '2026-11-23T02:19:59Z', '2026-11-23T02:10:00Z'],
  [
    'last Friday from Monday',
    '0 18 * * 5',
    SHANGHAI,
    '2026-11-23T02:00:00Z',
    '2026-11-20T10:00:00Z'
  ],
  ['Sunday written as 7', '0 8 * * 7', SHANGHAI, '2026-11-23T02:00:00Z', '2026-11-22T00:00:00Z'],
  [
    'working days by name',
    '0 8 * * mon-fri',
    SHANGHAI,
    '2026-11-21T12:00:00Z',
    '2026-11-20T00:00:00Z'
  ],
  ['the first of the month', '0 9 1 * *', SHANGHAI, '2026-11-23T02:00:00Z', '2026-11-01T01:00:00Z'],
  [
    'a day that the zone has and UTC has not',
    '0 1 1 1 *',
    SHANGHAI,
    '2025-12-31T18:00:00Z',
    '2025-12-31T17:00:00Z'
  ],
  ['last 29 February', '0 0 29 2 *', 'UTC', '2026-11-23T00:00:00Z', '2024-02-29T00:00:00Z'],
  [
    'eight years without 29 February',
    '0 0 29 2 *',
    'UTC',
    '2104-02-28T00:00:00Z',
    '2096-02-29T00:00:00Z'
  ],
  ['summer time', '0 9 * * *', NEW_YORK, '2026-07-01T20:00:00Z', '2026-07-01T13:00:00Z'],
  ['winter time', '0 9 * * *', NEW_YORK, '2026-12-01T20:00:00Z', '2026-12-01T14:00:00Z'],
  [
    'a wall time skipped in spring',
    '30 2 * * *',
    NEW_YORK,
    '2026-03-08T16:00:00Z',
    '2026-03-07T07:30:00Z'
  ],
  [
    'the hour before the spring gap',
    '0 * * * *',
    NEW_YORK,
    '2026-03-08T06:59:00Z',
    '2026-03-08T06:00:00Z'
  ],
  [
    'the hour after the spring gap',
    '0 * * * *',
    NEW_YORK,
    '2026-03-08T07:00:00Z',
    '2026-03-08T07:00:00Z'
  ],
  [
    'a repeated hour, second time round',
    '30 1 * * *',
    NEW_YORK,
    '2026-11-01T06:30:00Z',
    '2026-11-01T05:30:00Z'
  ],
  [
    'a later minute of the hour, second time round',
    '*/15 * * * *',
    NEW_YORK,
    '2026-11-01T06:10:00Z',
    '2026-11-01T05:45:00Z'
  ],
  [
    'the day after the clock went back',
    '30 1 * * *',
    NEW_YORK,
    '2026-11-02T06:30:00Z',
    '2026-11-02T06:30:00Z'
  ]
])('the slot before finds %s', (_, cron, zone, now, expected) => {
  expect(previousSlot(cron, zone, new Date(now)).toISOString()).toBe(
    new Date(expected).toISOString()
  )
})

/** The eve of each change of the clock: east and west of Greenwich, on it, by half an hour. */
const CHANGES = [
  [NEW_YORK, '2026-03-07T12:00:00Z'],
  [NEW_YORK, '2026-10-31T12:00:00Z'],
  ['Europe/Berlin', '2026-03-28T12:00:00Z'],
  ['Europe/Berlin', '2026-10-24T12:00:00Z'],
  ['Europe/London', '2026-10-24T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T02:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T02:00:00Z']
] as const

test.each(CHANGES)('%s after %s has the slots that node-cron fires', (zone, eve) => {
  vi.useFakeTimers({ now: new Date(eve), toFake: ['Date'] })
  for (const [cron, count] of [
    ['*/20 * * * *', 60],
    ['30 1,2 * * *', 5],
    ['0 8 * * 1-5', 5]
  ] as const) {
    const task = createTask(cron, () => {}, { timezone: zone })
    const fired = task.getNextRuns(count).map((run) => run.toISOString())
    void task.destroy()

    const slotAt = (now: number): string => previousSlot(cron, zone, new Date(now)).toISOString()
    expect(fired.map((slot) => slotAt(Date.parse(slot)))).toEqual(fired)
    expect(fired.slice(1).map((slot) => slotAt(Date.parse(slot) - 1))).toEqual(fired.slice(0, -1))
  }
})

test.each([
  '*/5 * * * *',
  '0 8 * * mon-fri',
  '  0  8 1,15 jan-mar ? ',
  '59 23 31 12 *',
  '0 22-2 * * *'
])('"%s" is a schedule', (cron) => {
  expect(validateCron(cron)).toBeNull()
})

test.each([
  ['0 8 * *', 'needs five fields (minute hour day month weekday), has 4'],
  ['0 0 8 * * *', 'needs five fields (minute hour day month weekday), has 6'],
  ['@daily', 'needs five fields (minute hour day month weekday), has 1'],
  ['', 'needs five fields (minute hour day month weekday), has 0'],
  ['61 8 * * *', 'minute "61" is out of range or misspelt'],
  ['61 25 * * *', 'minute "61" is out of range or misspelt; hour "25" is out of range or misspelt'],
  ['*/0 8 * * *', 'minute "*/0" is out of range or misspelt'],
  ['0 8 31 4 *', 'day of month "31" is out of range or misspelt'],
  ['0 8 * * 1;2', '"0 8 * * 1;2" is out of range or misspelt'],
  ['0 8 L * *', 'may not use L, W or #'],
  ['0 8 15W * *', 'may not use L, W or #'],
  ['0 8 * * 1#2', 'may not use L, W or #'],
  ['0 8 1 * 1', 'may not name both a day of month and a day of week']
])('"%s" is refused: %s', (cron, explanation) => {
  expect(validateCron(cron)).toBe(explanation)
})

test('a slot of a refused schedule is a bug', () => {
  expect(() => previousSlot('@daily', 'UTC', new Date(0))).toThrow('jobs: cron "@daily" needs five')
})
