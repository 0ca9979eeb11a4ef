import type { Source } from '../model.ts'
import { maskSecrets } from '../normalize/mask-secrets.ts'
import type { Collector } from './collector.ts'

/** With its stack, and that of its cause; errors of Node quote the address that they are about. */
export const logBug = (
  { log }: Pick<Collector, 'log'>,
  { id }: Pick<Source, 'id'>,
  error: unknown
): void => log.error({ source_id: id, stack: maskSecrets(stackOf(error)) }, 'bug')

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`
}
