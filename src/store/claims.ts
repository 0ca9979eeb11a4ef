import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { codeOf } from '../errors.ts'

/** Work that one process has taken: nobody else takes it before `claimed_until`, unless the process is gone. */
export type Claim = { readonly claimed_by: string | null; readonly claimed_until: number | null }

const SELF = `${hostname()}:${process.pid}:${randomBytes(6).toString('hex')}`

/** Names this process: host, process id and a word that a later process with the same id does not share. */
export const thisProcess = (): string => SELF

/**
 * Whether a claim may be taken over at `now`. A claimant of this host that no longer runs frees its work
 * at once: after `kill -9` the next start goes on without waiting for the claim to run out.
 */
export const isFree = (claim: Claim, now: Date): boolean =>
  claim.claimed_by === null ||
  (claim.claimed_until ?? 0) <= now.getTime() ||
  isGone(claim.claimed_by)

const isGone = (claimant: string): boolean => {
  if (claimant === SELF) return false
  const [host, pid] = claimant.split(':')
  if (host !== hostname()) return false
  return Number(pid) === process.pid || !isRunning(Number(pid))
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another user.
    return codeOf(error) === 'EPERM'
  }
}
