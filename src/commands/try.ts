import { InvalidArgumentError, type Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Fetched } from '../collect/kind.ts'
import type { Look } from '../collect/page/look.ts'
import { createReader, READING } from '../collect/reader.ts'
import { idsIn } from '../config/add-source.ts'
import type { Config } from '../config/load.ts'
import { writeSource, type Written } from '../config/write-source.ts'
import { ParkwireError } from '../errors.ts'
import { slug, timeZone } from '../match/profile.ts'
import { configOf, print, printJson } from './context.ts'
import { openDocument } from './try-document.ts'
import { tryJson } from './try-json.ts'
import { printLook } from './try-print.ts'
import { proposeSource, type Proposed } from './try-source.ts'

export type TryOptions = {
  readonly url?: string
  readonly json?: boolean
  readonly add?: boolean
  readonly id?: string
  readonly title?: string
  readonly zone?: string
  /** From 1. */
  readonly list?: number
}

export const addTry = (program: Command): void => {
  program
    .command('try')
    .argument('<url|file>', 'a web address, a file, or - for standard input')
    .description(
      'what would be collected from there, and the lines for sources.yaml; stores nothing'
    )
    .option('--url <address>', 'where the file was saved from', webAddress)
    .option('--json', 'print JSON')
    .option('--add', 'add the source to sources.yaml')
    .option('--id <id>', 'id of the source', slugText)
    .option('--title <name>', 'name of the outlet')
    .option(
      '--zone <zone>',
      "zone of dates that name none; the first park's when left out",
      knownZone
    )
    .option('--list <number>', 'take this one of the lists that were found', listNumber)
    .action((place: string, options: TryOptions, command: Command) =>
      tryPlace(place, options, configOf(command))
    )
}

const tryPlace = async (place: string, options: TryOptions, config: Config): Promise<void> => {
  const opened = await openDocument(place, options.url, config)
  const zone = options.zone ?? config.parks[0]?.timezone ?? 'UTC'
  const seen = await lookAt(opened.document, zone)
  refuseMissing(seen, options.list)
  const takenIds = idsIn(readFileSync(join(config.dir, 'sources.yaml'), 'utf8'))
  const source = proposeSource(seen, opened, { ...options, takenIds })
  const written = options.add ? add(config, source, seen) : undefined
  if (options.json) printJson(tryJson(seen, { opened, source, pick: options.list }))
  else
    printLook(seen, {
      opened,
      source,
      pick: options.list,
      folder: short(config.dir),
      isAdded: written !== undefined,
      zone
    })
  if (written) sayWritten(written, options.json === true)
  if (!isUsable(seen, source)) process.exitCode = 1
}

/** Where a page that hangs, or that wants all memory, does so to a process of its own. */
const lookAt = async (document: Fetched, zone: string): Promise<Look> => {
  const reader = createReader(READING)
  try {
    return await reader.look(document, { zone, now: new Date() })
  } catch (error) {
    if (!(error instanceof ParkwireError)) throw error
    throw new ParkwireError(error.code, `try: ${error.message}`)
  } finally {
    await reader.close()
  }
}

const refuseMissing = ({ lists, reason }: Look, pick: number | undefined): void => {
  if (pick === undefined || pick <= lists.length) return
  const there = lists.length === 1 ? 'there is one list' : `there are ${lists.length} lists`
  throw new ParkwireError('no-list', `try: no list has the number ${pick}, ${there}; ${reason}`)
}

const add = (config: Config, source: Proposed | null, { reason }: Look): Written => {
  if (source) return writeSource(config.dir, source)
  throw new ParkwireError('no-source', `try: nothing can be added: ${reason}`)
}

/** Standard output belongs to the JSON where that was asked for. */
const sayWritten = ({ path, line, lines }: Written, isJson: boolean): void => {
  const text = `added to ${short(path)}:${line}\n${lines.join('\n')}`
  if (isJson) process.stderr.write(`${text}\n`)
  else print(text)
}

const isUsable = ({ kind, lists, dataUrls, items }: Look, source: Proposed | null): boolean =>
  source !== null ||
  kind === 'article' ||
  kind === 'document' ||
  items.length + lists.length + dataUrls.length > 0

const short = (path: string): string => {
  const from = relative(process.cwd(), path)
  return from.startsWith('..') ? path : from || '.'
}

/** Wrong usage, which commander tells in its own words. */
const webAddress = (text: string): string => {
  if (/^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)) return text
  throw new InvalidArgumentError('expected https://… or http://…')
}

const slugText = (text: string): string => {
  if (slug.safeParse(text).success) return text
  throw new InvalidArgumentError('expected a slug of lower-case letters, digits and hyphens')
}

const knownZone = (text: string): string => {
  if (timeZone.safeParse(text).success) return text
  throw new InvalidArgumentError('expected an IANA time zone such as Asia/Shanghai')
}

const listNumber = (text: string): number => {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('expected the number of a list, from 1')
}
