import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** What queries run on: the store itself or a transaction of it. */
export type Db = Kysely<Tables>

/** The port to a database engine. Every query of Parkwire is written once, against this. */
export type Store = {
  readonly engine: 'sqlite' | 'postgres'
  /** For reads and for single statements. */
  readonly db: Db
  /**
   * Runs `work` in one write transaction. On a conflict with another process it runs again from the
   * start, so `work` must not do anything outside the store.
   */
  write<T>(work: (db: Db) => Promise<T>): Promise<T>
  /**
   * Inside a write transaction: nobody else decides about stories until it ends, so two workers that
   * meet the same story at the same moment end with one.
   */
  lockStories(db: Db): Promise<void>
  close(): Promise<void>
}
