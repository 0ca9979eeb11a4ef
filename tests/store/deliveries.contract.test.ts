import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { Delivery } from '../../src/model.ts'
import {
  claimDelivery,
  deliveriesOfDigest,
  dueDeliveries,
  insertDeliveries,
  markFailed,
  markSent
} from '../../src/store/deliveries.ts'
import { insertDigest } from '../../src/store/digests.ts'
import { stores } from '../support/stores.ts'
import { minutesAfter, NOW, PARK } from './sample.ts'

const delivery = (id: string, fields: Partial<Delivery> = {}): Delivery => ({
  id,
  digestId: 'd1',
  channel: 'email',
  address: `${id}@park.example`,
  messageId: `<${id}@news.example>`,
  attempts: 0,
  ...fields
})

describe.each(stores)('deliveries on $engine', ({ useStore }) => {
  const bench = useStore()
  const store = async (...deliveries: Delivery[]): Promise<void> => {
    const [id, slotAt] = ['d1', NOW]
    const text = { subject: 's', html: 'h', text: 't', storyCount: 0 }
    await insertDigest(
      bench.store.db,
      { id, slotAt, createdAt: NOW, parkId: PARK, name: 'daily', ...text },
      []
    )
    await insertDeliveries(bench.store.db, deliveries, NOW)
  }
  const due = async (now = NOW): Promise<string[]> =>
    (await dueDeliveries(bench.store.db, now)).map(({ id }) => id)
  const state = async (id = 'a') =>
    (await deliveriesOfDigest(bench.store.db, 'd1')).find((one) => one.id === id)
  const claim = (now = NOW, id = 'a'): Promise<boolean> => claimDelivery(bench.store.db, id, now)

  test('come back as they were stored, due from their moment on', async () => {
    await store(delivery('a'))
    expect(await deliveriesOfDigest(bench.store.db, 'd1')).toEqual([
      {
        ...delivery('a'),
        status: 'due',
        nextAttemptAt: NOW,
        sentAt: null,
        failure: null
      }
    ])
    expect(await dueDeliveries(bench.store.db, NOW)).toEqual([await state()])
    expect(await due(new Date(NOW.getTime() - 1))).toEqual([])
  })

  test('of a digest come in order of their addresses, those of others not', async () => {
    await store(delivery('b'), delivery('a'))
    expect((await deliveriesOfDigest(bench.store.db, 'd1')).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(await deliveriesOfDigest(bench.store.db, 'd2')).toEqual([])
  })

  test('nobody to send to is nothing to store', async () => {
    await store()
    expect(await due()).toEqual([])
  })

  test.each([
    ['to one address by one channel', { address: 'a@park.example' }],
    ['under one Message-ID', { messageId: '<a@news.example>' }]
  ])('two of a digest %s are refused', async (_, fields) => {
    await expect(store(delivery('a'), delivery('b', fields))).rejects.toThrow(/unique/i)
    expect(await due()).toEqual([])
  })

  test('what waits longest is sent first', async () => {
    await store(delivery('b'), delivery('a'), delivery('c'))
    await markFailed(bench.store.db, 'a', 'try again', minutesAfter(1))
    expect(await due()).toEqual(['b', 'c'])
    expect(await due(minutesAfter(1))).toEqual(['b', 'c', 'a'])
  })

  test('a sent one is done with', async () => {
    await store(delivery('a'))
    await claim()
    await markSent(bench.store.db, 'a', minutesAfter(1))
    expect(await state()).toMatchObject({
      status: 'sent',
      sentAt: minutesAfter(1),
      failure: null,
      attempts: 1,
      messageId: '<a@news.example>'
    })
    expect(await due(minutesAfter(9999))).toEqual([])
    expect(await claim(minutesAfter(9999))).toBe(false)
  })

  test('a failed one is due again under the same Message-ID, and remembers why', async () => {
    await store(delivery('a'))
    await claim()
    await markFailed(bench.store.db, 'a', '451 greylisted \0', minutesAfter(5))
    expect(await state()).toEqual({
      ...delivery('a'),
      attempts: 1,
      status: 'due',
      nextAttemptAt: minutesAfter(5),
      sentAt: null,
      failure: '451 greylisted \ufffd'
    })
    expect(await claim(minutesAfter(5))).toBe(true)
    await markSent(bench.store.db, 'a', minutesAfter(6))
    expect(await state()).toMatchObject({ status: 'sent', attempts: 2, failure: null })
  })

  test('one that failed for good is never due again', async () => {
    await store(delivery('a'))
    await markFailed(bench.store.db, 'a', '550 no such user', null)
    expect(await state()).toMatchObject({
      status: 'failed',
      failure: '550 no such user',
      attempts: 1,
      sentAt: null
    })
    expect(await due(minutesAfter(9999))).toEqual([])
    expect(await claim(minutesAfter(9999))).toBe(false)
  })

  test.each([
    ['for now', minutesAfter(5)],
    ['for good', null]
  ])('what another process has sent meanwhile cannot fail %s', async (_, nextAttemptAt) => {
    await store(delivery('a'))
    await markSent(bench.store.db, 'a', NOW)
    const sent = await state()
    await markFailed(bench.store.db, 'a', 'timed out', nextAttemptAt)
    expect(await state()).toEqual(sent)
  })

  test('is claimed once, and again when the claim has run out after ten minutes', async () => {
    await store(delivery('a'), delivery('b'))
    expect(await claim()).toBe(true)
    expect(await claim()).toBe(false)
    expect(await claim(NOW, 'b')).toBe(true)
    expect(await claim(NOW, 'unknown')).toBe(false)
    expect(await claim(new Date(minutesAfter(10).getTime() - 1))).toBe(false)
    expect(await claim(minutesAfter(10))).toBe(true)
  })

  test('what a process that has died was sending is taken over at once', async () => {
    await store(delivery('a'))
    await claim()
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    await bench.store.db
      .updateTable('delivery')
      .set({ claimed_by: `${hostname()}:${gone}:0123456789ab` })
      .execute()
    expect(await claim()).toBe(true)
    expect(await claim()).toBe(false)
  })

  test.each([
    ['a free one', NOW],
    ['one whose claim has run out', minutesAfter(10)]
  ])('of eight connections that want %s at the same moment one gets it', async (_, now) => {
    await store(delivery('a'))
    if (now !== NOW) await claim()
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => claimDelivery(bench.connect().db, 'a', now))
    )
    expect(claims.filter(Boolean)).toHaveLength(1)
  })
})
