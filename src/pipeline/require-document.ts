import type { HttpOutcome } from '../collect/fetch.ts'
import { ParkwireError } from '../errors.ts'

type Document = Extract<HttpOutcome, { outcome: 'ok' }>

/**
 * What a page that was asked for without conditions has to come to.
 *
 * @throws ParkwireError with the code of the failure; `gone` when the page is not there, or not for us
 */
export const requireDocument = (outcome: HttpOutcome): Document => {
  if (outcome.outcome === 'ok') return outcome
  if (outcome.outcome === 'not-modified') {
    throw new ParkwireError('http', 'it answered 304 unasked')
  }
  const { code, status, message } = outcome
  throw new ParkwireError(status !== undefined && FINAL.has(status) ? 'gone' : code, message)
}

const FINAL: ReadonlySet<number> = new Set([401, 403, 404, 410])
