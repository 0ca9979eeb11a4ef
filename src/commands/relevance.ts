import type { Command } from 'commander'
import { z } from 'zod'
import { createJudge } from '../match/relevance.ts'
import { configOf } from './context.ts'
import { readJsonLines } from './json-lines.ts'

const line = z.looseObject({
  id: z.union([z.string(), z.number()]),
  title: z.string().default(''),
  text: z.string().nullish()
})

export const addRelevance = (program: Command): void => {
  program
    .command('relevance')
    .description('filter: JSON Lines {id,title,text} in, {id,verdict,score,section,reasons} out')
    .action(async (_: unknown, command: Command) => {
      const judge = createJudge(configOf(command).parks[0]!)
      for await (const { id, title, text } of readJsonLines('relevance', line)) {
        process.stdout.write(`${JSON.stringify({ id, ...judge({ title, text: text ?? '' }) })}\n`)
      }
    })
}
