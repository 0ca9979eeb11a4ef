import type { Command } from 'commander'
import { z } from 'zod'
import { createJudge } from '../match/relevance.ts'
import { judgeRepair, repairAs } from '../normalize/repair.ts'
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
        const verdict = judge(repaired(title, text ?? ''))
        process.stdout.write(`${JSON.stringify({ id, ...verdict })}\n`)
      }
    })
}

/** As an entry is before it is judged: under one repair verdict for title and text. */
const repaired = (title: string, text: string): { title: string; text: string } => {
  const repair = judgeRepair(`${title}\n${text}`)
  return { title: repairAs(title, repair), text: repairAs(text, repair) }
}
