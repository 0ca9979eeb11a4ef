import { ParkwireError } from '../errors.ts'
import type { Store } from './db.ts'
import { openPostgres } from './postgres.ts'
import { openSqlite } from './sqlite.ts'

/** Opens `sqlite:PATH` or `postgres://…`. Creates a SQLite file, never a Postgres database. */
export const openStore = (url: string, onIdleError: (error: Error) => void): Store => {
  if (url.startsWith('sqlite:')) return openSqlite(url.slice('sqlite:'.length))
  if (/^postgres(ql)?:\/\//.test(url)) return openPostgres(url, onIdleError)
  throw new ParkwireError('store', 'store: expected sqlite:PATH or postgres://…')
}
