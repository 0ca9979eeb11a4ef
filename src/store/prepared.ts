import type { CompiledQuery } from 'kysely'
import type { Db } from './db.ts'
import { sqlValue } from './sql-value.ts'

type Values = Readonly<Record<string, unknown>>
type Compilable<Result> = { compile(): CompiledQuery<Result> }
type Prepared<Row, Result> = {
  readonly query: CompiledQuery<Result>
  /** The parameters of the query with the values of these rows in their places. */
  readonly fill: (rows: readonly Row[]) => readonly unknown[]
}

/**
 * A query that is built once a store, for each number of rows that it is given, and then run with other
 * values: building one costs several times what running it does, which tells where a dozen are run for each
 * entry. `build` must neither look at values nor choose by them; all rows have the same columns.
 */
export const prepared = <Row extends Values, Result>(
  build: (db: Db, ...rows: Row[]) => Compilable<Result>
): ((db: Db, ...rows: Row[]) => Promise<Result[]>) => {
  const stores = new WeakMap<object, Map<number, Prepared<Row, Result>>>()

  const preparedFor = (db: Db, rows: readonly Row[]): Prepared<Row, Result> => {
    // The same for a store and all transactions of it.
    const { adapter } = db.getExecutor()
    const bySize = stores.get(adapter) ?? new Map<number, Prepared<Row, Result>>()
    const known = bySize.get(rows.length)
    if (known) return known
    const made = prepare(rows, (places) => build(db, ...places))
    stores.set(adapter, bySize.set(rows.length, made))
    return made
  }

  return async (db, ...rows) => {
    const { query, fill } = preparedFor(db, rows)
    const parameters = fill(rows).map(sqlValue)
    return (await db.executeQuery<Result>({ ...query, parameters })).rows
  }
}

/** Compiles with a name in the place of each value, which then says where in the parameters it went. */
const prepare = <Row extends Values, Result>(
  sample: readonly Row[],
  build: (places: readonly Row[]) => Compilable<Result>
): Prepared<Row, Result> => {
  const values = new Map<unknown, (rows: readonly Row[]) => unknown>()
  const places = sample.map((row, index) => {
    const names = Object.keys(row).map((name) => [name, `(value of ${name} in row ${index})`])
    for (const [name = '', place] of names) values.set(place, (rows) => rows[index]?.[name])
    return Object.fromEntries(names) as Row
  })
  const query = build(places).compile()
  const sources = query.parameters.map((parameter) => values.get(parameter) ?? (() => parameter))
  return { query, fill: (rows) => sources.map((source) => source(rows)) }
}
