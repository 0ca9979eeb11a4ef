/** Attempts after the first. A job that fails four times waits for the next slot to do better. */
export const RETRY_LIMIT = 3

/** Before the first retry; doubled before each further one. Three retries outlast a database restart. */
export const RETRY_DELAY_MS = 30_000

/** A handler still running by then hangs: its signal is aborted, or every later slot would wait for it. */
export const JOB_TIMEOUT_MS = 3_600_000

/** Below the ten seconds that `docker stop` leaves between asking and killing. */
export const STOP_GRACE_MS = 8_000
