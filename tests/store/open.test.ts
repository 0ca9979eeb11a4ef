import { expect, test } from 'vitest'
import { ParkwireError } from '../../src/errors.ts'
import { openStore } from '../../src/store/open.ts'

test.each([
  ['sqlite::memory:', 'sqlite'],
  ['postgres://news@db.example/parkwire', 'postgres'],
  ['postgresql://news@db.example/parkwire', 'postgres']
])('%s is a store on %s, which nothing is asked of yet', async (url, engine) => {
  const store = openStore(url, () => {})
  expect(store.engine).toBe(engine)
  await store.close()
})

test.each(['', 'parkwire.db', 'mysql://news:secret@db.example/parkwire'])(
  'an address such as "%s" is refused, and not repeated: it may hold a password',
  (url) => {
    expect(() => openStore(url, () => {})).toThrow(
      new ParkwireError('store', 'store: expected sqlite:PATH or postgres://…')
    )
  }
)
