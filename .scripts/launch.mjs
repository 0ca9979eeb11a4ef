// Runs a TypeScript entry file on a Node that can, installing first when node_modules is missing or
// older than the lock file. Written for any Node >= 20, so nothing newer is used here.
//   node .scripts/launch.mjs [--dev] FILE [ARG ...]
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const needed = readFileSync(join(root, 'package.json'), 'utf8').match(/"node": ">=([\d.]+)"/)[1]
const localNode = join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node'
)

const args = process.argv.slice(2)
const forDevelopment = args[0] === '--dev'
if (forDevelopment) args.shift()

if (!isInstalled()) install()
if (process.env.npm_lifecycle_event) endWithShell()
await run()

function isInstalled() {
  // npm rewrites this hidden lock file at the end of every install.
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) return false
  return !forDevelopment || existsSync(join(root, 'node_modules', 'vitest'))
}

function install() {
  const command = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  if (!forDevelopment) command.push('--omit=dev')
  console.error(
    `parkwire: installing (npm ${command.slice(0, forDevelopment ? 1 : 5).join(' ')}) …`
  )
  const npm = process.env.npm_execpath
  // Standard output belongs to the command that follows: filters are piped.
  const stdio = ['ignore', 2, 2]
  const result = npm
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...command], {
        cwd: root,
        stdio
      })
    : spawnSync('npm', command, { cwd: root, stdio, shell: process.platform === 'win32' })
  if (result.status !== 0) {
    console.error(
      'parkwire: the installation failed; the lines above say why. Run `npm ci` to try again.'
    )
    process.exit(1)
  }
}

async function run() {
  const [file, ...rest] = args
  if (isEnough(process.versions.node)) {
    process.argv = [process.execPath, join(root, file), ...rest]
    await import(pathToFileURL(join(root, file)).href)
    return
  }
  if (!existsSync(localNode)) {
    console.error(
      `parkwire: needs Node >= ${needed}, this is ${process.versions.node}, and the optional dependency "node" ` +
        'did not install (were install scripts switched off?). Run `npm ci` with scripts allowed, or install Node 24.'
    )
    process.exit(1)
  }
  const child = spawn(localNode, [join(root, file), ...rest], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

/** npm hands SIGTERM to the shell between us, which dies of it without a word to anybody. */
function endWithShell() {
  const shell = process.ppid
  const look = () => {
    if (process.ppid !== shell) process.kill(process.pid, 'SIGTERM')
  }
  setInterval(look, 500).unref()
}

function isEnough(version) {
  const [have, want] = [version, needed].map((text) => text.split('.').map(Number))
  return have[0] > want[0] || (have[0] === want[0] && have[1] >= want[1])
}
