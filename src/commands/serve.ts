import type { Command } from 'commander'
import { createApp } from '../app.ts'
import { startServer } from '../web/server.ts'
import { configOf, print } from './context.ts'

export const addServe = (program: Command): void => {
  program
    .command('serve')
    .description('the page, the feeds and the worker in one process')
    .action((_: unknown, command: Command) => run(command, { web: true, work: true }))
  program
    .command('web')
    .description('only the page and the feeds')
    .action((_: unknown, command: Command) => run(command, { web: true, work: false }))
  program
    .command('work')
    .description('only the worker: collects, closes digests, delivers')
    .action((_: unknown, command: Command) => run(command, { web: false, work: true }))
}

const run = async (command: Command, roles: { web: boolean; work: boolean }): Promise<void> => {
  const config = configOf(command)
  const app = await createApp(config)
  const stopped = stopSignal()
  try {
    const server = roles.web ? await startServer(app.handler, config.environment.port) : null
    try {
      if (server) print(`parkwire: http://localhost:${server.port}/  (Ctrl+C ends it)`)
      const worker = roles.work ? await app.work() : null
      await stopped
      // Not ready for new readers, no new work, the message in hand finished, then everything closed.
      app.drain()
      await worker?.stop()
    } finally {
      await server?.stop()
    }
  } finally {
    await app.close()
  }
}

/** Node's event loop is kept alive by the server or the schedule; this only waits for the word. */
const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    let isStopping = false
    const onSignal = (): void => {
      // A second signal does not wait for the message in hand.
      if (isStopping) process.exit(1)
      isStopping = true
      resolve()
    }
    // Not `once`: of two signals that come while the thread is busy it would lose the second.
    for (const signal of SIGNALS) process.on(signal, onSignal)
  })

const SIGNALS = ['SIGINT', 'SIGTERM'] as const
