import type { Command } from 'commander'
import { setTimeout as sleep } from 'node:timers/promises'
import { styleText } from 'node:util'
import type { App } from '../app.ts'
import { ConfigError } from '../errors.ts'
import type { Source } from '../model.ts'
import { localDate, localTime, publishedTime } from '../normalize/local-time.ts'
import { widthOf } from '../normalize/width.ts'
import { collectDue, collectNow, type SourceReport } from '../pipeline/collect.ts'
import { previewSource } from '../pipeline/preview.ts'
import { padEnd, print, printJson, withApp } from './context.ts'

type Options = { once?: boolean; dryRun?: boolean; json?: boolean; evenGone?: boolean }

export const addCollect = (program: Command): void => {
  program
    .command('collect')
    .argument('[source]', 'id of one source; all of them when left out')
    .description('read sources and store what is new')
    .option('--once', 'one round over all sources, due or not, then end')
    .option('--dry-run', 'show what would be read, store nothing')
    .option('--json', 'print JSON')
    .action((id: string | undefined, options: Options, command: Command) =>
      withApp(command, async (app) => {
        const sources = chosen(app.config.sources, id)
        if (options.dryRun) return preview(app, sources, options)
        // Named by hand, a source that its outlet has ended is tried once more.
        if (options.once)
          return collectOnce(app, sources, { ...options, evenGone: id !== undefined })
        return collectForEver(app, sources, options)
      })
    )
}

const chosen = (sources: readonly Source[], id: string | undefined): readonly Source[] => {
  if (id === undefined) return sources
  const source = sources.find((one) => one.id === id)
  if (source) return [source]
  const known = sources.map((one) => one.id).join(', ')
  throw new ConfigError([`collect: no source is called "${id}"; there are ${known}`])
}

const collectOnce = async (
  app: App,
  sources: readonly Source[],
  options: Options
): Promise<void> => {
  const { json = false, evenGone = false } = options
  const onReport = json ? undefined : (report: SourceReport) => print(line(report, sources))
  const reports = await collectNow(app.collector, sources, { onReport, evenGone })
  const total = {
    sources: reports.length,
    failed: reports.filter(({ outcome }) => outcome === 'failed' || outcome === 'gone').length,
    entries: sum(reports, 'entries'),
    added: sum(reports, 'added'),
    changed: sum(reports, 'changed')
  }
  if (json) printJson({ sources: reports, total })
  else print(totalText(total))
  if (total.sources > 0 && total.failed === total.sources) process.exitCode = 1
}

type Total = Readonly<Record<'sources' | 'failed' | 'entries' | 'added' | 'changed', number>>

const totalText = ({ sources, failed, entries, added, changed }: Total): string =>
  `${sources} source${sources === 1 ? '' : 's'}${failed === 0 ? '' : `, ${failed} failed`}: ` +
  `${entriesText(entries)} read, ${added} new, ${changed} changed`

const entriesText = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`

const MARKS = {
  ok: ['green', '✓'],
  'not-modified': ['dim', '='],
  failed: ['red', '✗'],
  gone: ['red', '✗'],
  waiting: ['dim', '…']
} as const
const SILENT_MARK = ['yellow', '!'] as const

const line = (report: SourceReport, sources: readonly Source[]): string => {
  const source = sources.find((one) => one.id === report.sourceId)
  const width = Math.max(...sources.map((one) => widthOf(one.id)))
  const zone = source?.zone ?? 'UTC'
  const [colour, mark] = isSilent(report) ? SILENT_MARK : MARKS[report.outcome]
  const text = [outcomeText(report, zone), ...noticesOf(report, zone)].join('; ')
  return `${styleText(colour, mark)} ${padEnd(report.sourceId, width)}  ${text}`
}

/** Well as far as HTTP goes, and without news all the same. */
const isSilent = ({ health }: SourceReport): boolean => health === 'stale' || health === 'empty'

const outcomeText = (report: SourceReport, zone: string): string => {
  const next = report.nextCheckAt === null ? 'never' : localTime(report.nextCheckAt, zone)
  switch (report.outcome) {
    case 'ok':
      return (
        `${entriesText(report.entries)}, ${report.added} new` +
        (report.changed > 0 ? `, ${report.changed} changed` : '') +
        (report.message === null ? '' : `; ${report.message}`)
      )
    case 'not-modified':
      return 'not modified (304)'
    case 'failed':
      return `${report.message}, next try ${next}`
    case 'gone':
      return report.message ?? 'gone'
    case 'waiting':
      return `${report.message} until ${next}`
  }
}

const noticesOf = ({ health, newestAt, movedTo }: SourceReport, zone: string): string[] => {
  const newest = newestAt === null ? '' : localDate(newestAt, zone)
  return [
    health === 'stale' ? `stale: its newest entry is of ${newest}, far longer ago than usual` : '',
    health === 'empty' ? 'empty: where there used to be entries there are none' : '',
    movedTo === null ? '' : `moved to ${movedTo}: change sources.yaml`
  ].filter((notice) => notice !== '')
}

const sum = (reports: readonly SourceReport[], key: 'entries' | 'added' | 'changed'): number =>
  reports.reduce((total, report) => total + report[key], 0)

const preview = async (app: App, sources: readonly Source[], options: Options): Promise<void> => {
  const previews: Preview[] = []
  for (const source of sources) {
    const read = { source, ...(await previewSource(app.collector, source)) }
    previews.push(read)
    if (!options.json) printPreview(read)
  }
  if (options.json) printJson(previews.map(previewJson))
  const isUnread = ({ entries, message }: Preview) => entries.length === 0 && message !== null
  if (previews.length > 0 && previews.every(isUnread)) process.exitCode = 1
}

type Preview = Awaited<ReturnType<typeof previewSource>> & { readonly source: Source }

const previewJson = ({ source, message, entries }: Preview) => ({
  source: source.id,
  message,
  entries: entries.map(({ title, url, publishedAt }) => ({ title, url, publishedAt }))
})

const printPreview = ({ source, message, entries }: Preview): void => {
  print(`${source.id}: ${entriesText(entries.length)}${message === null ? '' : `; ${message}`}`)
  for (const entry of entries)
    print(`  ${publishedTime(entry.publishedAt, source.zone)}  ${entry.title}`)
}

const ROUND_MS = 60_000

/** With `--json` one line a visit, since there is no end at which to print a whole. */
const collectForEver = async (
  app: App,
  sources: readonly Source[],
  options: Options
): Promise<void> => {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  while (!stop.signal.aborted) {
    for (const report of await collectDue(app.collector, sources)) {
      print(options.json ? JSON.stringify(report) : line(report, sources))
    }
    await sleep(ROUND_MS, undefined, { signal: stop.signal }).catch(() => undefined)
  }
}
