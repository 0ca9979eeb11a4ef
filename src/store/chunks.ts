/** Rows a statement: each is a parameter or ten, and Postgres takes 65,535 of those. */
const CHUNK = 500

/** In pieces that fit one statement. */
export const chunksOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / CHUNK) }, (_, index) =>
    all.slice(index * CHUNK, (index + 1) * CHUNK)
  )
