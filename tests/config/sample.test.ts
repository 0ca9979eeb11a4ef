import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { loadConfig } from '../../src/config/load.ts'
import { fileSchemas } from '../../src/config/schemas.ts'

const ROOT = join(import.meta.dirname, '../..')

test.each(['sample', 'jinan'])('config/%s loads without a complaint', (name) => {
  expect(loadConfig(join(ROOT, 'config', name), {}).parks).toHaveLength(1)
})

/** The keys of a JSON Schema, at any depth. */
const keysOf = (schema: unknown): string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([word, part]) => [
    ...(word === 'properties' ? Object.keys(part as object) : []),
    ...keysOf(part)
  ])
}

test.each(Object.entries(fileSchemas))(
  'config/sample/%s.yaml explains every key',
  (name, schema) => {
    const manual = readFileSync(join(ROOT, `config/sample/${name}.yaml`), 'utf8')
    const keys = new Set(keysOf(z.toJSONSchema(schema, { io: 'input' })))
    // As a key, `key:`, or at the head of a line of a comment: "#   key, key   what it does".
    const unexplained = [...keys].filter(
      (key) => !new RegExp(`\\b${key}:|^ *# +(\\w+, )*${key}(, \\w+)* {2,}\\S`, 'm').test(manual)
    )
    expect(keys.size).toBeGreaterThan(5)
    expect(unexplained).toEqual([])
  }
)

test.each(Object.entries(fileSchemas))('config/schema/%s.schema.json is fresh', (name, schema) => {
  const stored = readFileSync(join(ROOT, `config/schema/${name}.schema.json`), 'utf8')
  expect(JSON.parse(stored)).toEqual(z.toJSONSchema(schema, { io: 'input' }))
})

test('a real park asks nobody more often than its notes say', () => {
  const { sources } = loadConfig(join(ROOT, 'config/jinan'), {})
  const rolls = sources.filter(({ id }) => id.startsWith('chinanews-'))
  expect(rolls).toHaveLength(4)
  expect(rolls.filter(({ everyMs }) => everyMs > 15 * 60_000)).toEqual([])
  expect(sources.filter(({ filter }) => filter === 'none')).toEqual([])
})
