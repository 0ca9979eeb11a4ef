/**
 * `npm test`: type check, lint, format check, generated files, then every test. Runs all of it whatever
 * fails, and ends with the plain line "N passed, N failed". Arguments go to vitest and leave the checks out:
 *   npm test -- tests/match
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { styleText } from 'node:util'

const ROOT = join(import.meta.dirname, '..')
const REPORT = join(tmpdir(), `parkwire-tests-${process.pid}.json`)

const TSC = 'node_modules/typescript/bin/tsc'
const ESLINT = 'node_modules/eslint/bin/eslint.js'
const PRETTIER = 'node_modules/prettier/bin/prettier.cjs'
const VITEST = 'node_modules/vitest/vitest.mjs'

const CHECKS = [
  ['types', TSC, '--noEmit', '-p', '.'],
  ['lint', ESLINT, '-c', '.config/eslint.config.js', '--max-warnings=0', '.'],
  ['format', PRETTIER, '--check', '--log-level=warn', '.'],
  ['schemas', 'src/cli.ts', 'schema', '--check']
] as const

const count = { passed: 0, failed: 0, skipped: 0 }
const chosen = process.argv.slice(2)

if (chosen.length === 0) {
  await Promise.all(
    CHECKS.map(async ([name, ...args]) => {
      const startedAt = performance.now()
      const { code, output } = await run(args, 'pipe')
      count[code === 0 ? 'passed' : 'failed']++
      const mark = code === 0 ? styleText('green', '✓') : styleText('red', '✗')
      print(`${mark} ${name} ${Math.round(performance.now() - startedAt)} ms`)
      if (code !== 0) print(output)
    })
  )
}

const vitest = await run(
  [
    VITEST,
    'run',
    '--config=.config/vitest.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...chosen
  ],
  'inherit'
)
countTests(vitest.code)
const skipped = count.skipped === 0 ? '' : `, ${count.skipped} skipped`
print(`\n${count.passed} passed, ${count.failed} failed${skipped}`)
process.exitCode = count.failed === 0 ? 0 : 1

function countTests(code: number): void {
  try {
    const report = JSON.parse(readFileSync(REPORT, 'utf8')) as Record<string, number>
    count.passed += report['numPassedTests'] ?? 0
    count.failed += report['numFailedTests'] ?? 0
    count.skipped += (report['numPendingTests'] ?? 0) + (report['numTodoTests'] ?? 0)
    rmSync(REPORT)
  } catch {
    print('vitest left no report')
  }
  // An error outside of any test (a file that does not load, a rejection nobody took) fails the run.
  if (code !== 0 && count.failed === 0) count.failed++
  if (code === 0 && count.passed === 0) count.failed++
}

function run(
  args: readonly string[],
  stdio: 'inherit' | 'pipe'
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ['ignore', stdio, stdio] })
    let output = ''
    child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
