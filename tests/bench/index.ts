/** `npm run bench`: parsing, then whole rounds. */
await import('./parse.ts')
process.stdout.write('\n')
await import('./rounds.ts')
