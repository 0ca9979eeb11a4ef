/** What the two engines call the same thing. */
export type Dialect = {
  /** 64 bits: epoch milliseconds do not fit in 32. */
  readonly integer: string
  readonly real: string
  /** Ends a `create table`: SQLite checks column types only in STRICT tables. */
  readonly strict: string
}

/** Statements that take the store one step forward. Written once, never edited after a release. */
export type StoreMigration = (dialect: Dialect) => readonly string[]
