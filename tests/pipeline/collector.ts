import { afterAll, onTestFinished } from 'vitest'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import { createReader } from '../../src/collect/reader.ts'
import { createRobots } from '../../src/collect/robots.ts'
import { createLogger } from '../../src/log.ts'
import type { Source } from '../../src/model.ts'
import type { Collector } from '../../src/pipeline/collector.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { tempFolder } from '../support/cli.ts'
import { startHttpServer, type Answer } from '../support/http-server.ts'
import { deskOf, sourceOf } from './desk.ts'

export const START = new Date('2026-03-02T01:00:00Z')

const reader = createReader({ processes: 1, deadlineMs: 10_000, maxHeapMb: 256 })
afterAll(() => reader.close())

/** A collector on a fresh store, a real server and a clock that the test sets. */
export const collectorOf = async (routes: Record<string, Answer>) => {
  const server = await startHttpServer(routes)
  const store = openStore('sqlite::memory:', () => undefined)
  const http = createHttpClient({
    userAgent: 'test',
    deadlineMs: 5000,
    maxBytes: 1_000_000,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(server.host)
  })
  onTestFinished(async () => {
    await http.close()
    await store.close()
    await server.close()
  })
  await migrate(store)
  const time = { now: START }
  const collector: Collector = {
    ...deskOf(store),
    http,
    robots: createRobots(http),
    reader,
    dir: tempFolder(),
    maxBytes: 1_000_000,
    atOnce: 4,
    clock: () => time.now,
    random: () => 0.5,
    log: createLogger('silent')
  }
  const source = (id: string, changes: Partial<Source> = {}): Source =>
    sourceOf(id, { url: server.url(`/${id}`), ...changes })
  return { collector, server, source, time, store }
}
