/** What all who read the farm are asked to do, one after the other. */
export const SITUATIONS = ['cold', 'unchanged', 'news'] as const
export type Situation = (typeof SITUATIONS)[number]

export type Cost = {
  readonly wallMs: number
  /** Of all its processes. */
  readonly cpuMs: number
  /** The most memory held at a time, of its first process and of each that this one has started. */
  readonly peaksMb: readonly number[]
}

/** Feeds that are read side by side, by everybody. */
export const AT_ONCE = 8

export type Field = {
  /** One of its own each. */
  readonly feeds: readonly string[]
  readonly port: number
  /** An empty one, for whatever a contestant wants to keep. */
  readonly folder: string
}

/** Knows nothing at first, and remembers from round to round. */
export type Contestant = {
  /** From its start until its first round could begin. */
  readonly startMs: number
  /** It is started anew for each round, whose time has that in it. */
  readonly startsAnew: boolean
  /** Reads all feeds once. */
  round(): Promise<Cost>
  /** What it has to do once more after its first round before a server can answer it with 304. */
  settle?(): Promise<void>
  /** Entries that it holds; null where it keeps none. */
  stored(): number | null
  close(): Promise<void>
}
