import type { Command } from 'commander'
import { addCheck } from './check.ts'
import { addClip } from './clip.ts'
import { addCollect } from './collect.ts'
import { addDigest } from './digest.ts'
import { addExplain } from './explain.ts'
import { addMigrate } from './migrate.ts'
import { addRelevance } from './relevance.ts'
import { addRepair } from './repair.ts'
import { addSchema } from './schema.ts'
import { addServe } from './serve.ts'
import { addTry } from './try.ts'

/** Every command; a new one is a file beside this and a line here. */
export const commands: readonly ((program: Command) => void)[] = [
  addServe,
  addCollect,
  addTry,
  addClip,
  addDigest,
  addExplain,
  addCheck,
  addMigrate,
  addRepair,
  addRelevance,
  addSchema
]
