import { statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import type { z } from 'zod'
import { ConfigError } from '../errors.ts'
import { profileSchema, type Profile } from '../match/profile.ts'
import type { Source } from '../model.ts'
import { checkFile } from './check-file.ts'
import { crossCheck } from './cross-check.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { readParkFiles } from './park-files.ts'
import { digestsSchema, parkwireSchema, sourcesSchema } from './schemas.ts'
import { YamlFile } from './yaml-file.ts'

/** Everything that Parkwire was told, frozen. */
export type Config = {
  /** The folder that the files and `file:` addresses are read from. */
  readonly dir: string
  readonly environment: Environment
  readonly contact: string
  readonly fetch: z.output<typeof parkwireSchema>['fetch']
  readonly mail: z.output<typeof parkwireSchema>['mail']
  readonly parks: readonly Profile[]
  readonly sources: readonly Source[]
  readonly digests: readonly DigestConfig[]
}

type WrittenDigest = z.output<typeof digestsSchema>['digests'][number]

/** As written, but for the park and for durations, which tell their unit from here on. */
export type DigestConfig = Omit<WrittenDigest, 'park' | 'lateBy' | 'maxAge'> & {
  readonly parkId: string
  readonly zone: string
  readonly lateByMs: number
  readonly maxAgeMs: number
}

const DEFAULT_CONFIG_DIR = 'config/sample'

/**
 * Reads a folder of configuration and the environment.
 * @throws ConfigError with a line for every mistake in every file
 */
export const loadConfig = (
  dir: string | undefined,
  env: NodeJS.ProcessEnv = process.env
): Config => {
  const folder = resolve(dir || env['PARKWIRE_CONFIG'] || DEFAULT_CONFIG_DIR)
  const problems: string[] = []
  const environment = readEnvironment(env, problems)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new ConfigError([...problems, `${folder}: there is no such configuration folder`])
  }
  const read = (name: string): YamlFile =>
    new YamlFile(join(folder, name), shortName(join(folder, name)), env)

  const main = read('parkwire.yaml')
  const settings = checkFile(main, parkwireSchema)
  const parkFiles = readParkFiles(main, folder, read)
  const parks = parkFiles.map((file) => file && checkFile(file, profileSchema))
  const sourcesFile = read('sources.yaml')
  const sources = checkFile(sourcesFile, sourcesSchema)
  const digestsFile = read('digests.yaml')
  const digests = checkFile(digestsFile, digestsSchema)
  crossCheck({ folder, main, parks: parkFiles, sources: sourcesFile, digests: digestsFile })

  for (const file of [main, ...parkFiles, sourcesFile, digestsFile]) {
    problems.push(...(file?.problems ?? []))
  }
  const profiles = parks.filter((park) => park !== undefined)
  const [first] = profiles
  if (problems.length > 0 || !settings || !sources || !digests || !first) {
    throw new ConfigError(problems)
  }
  return freeze({
    dir: folder,
    environment,
    contact: settings.contact,
    fetch: settings.fetch,
    mail: settings.mail,
    parks: profiles,
    sources: sources.sources
      .filter((source) => source.enabled)
      .map((source) => sourceOf(source, first.timezone)),
    digests: digests.digests.map((digest) => digestOf(digest, profiles, first))
  })
}

type SourceConfig = z.output<typeof sourcesSchema>['sources'][number]

const sourceOf = (config: SourceConfig, zone: string): Source => {
  const { id, kind, title, url, every, trust, filter, text, timezone, enabled, note, ...options } =
    config
  return {
    id,
    kind,
    title,
    url,
    everyMs: every,
    zone: timezone ?? zone,
    trust,
    filter,
    text,
    options
  }
}

const digestOf = (
  { park, lateBy, maxAge, ...digest }: WrittenDigest,
  profiles: readonly Profile[],
  first: Profile
): DigestConfig => {
  const profile = profiles.find(({ id }) => id === park) ?? first
  return {
    ...digest,
    parkId: profile.id,
    zone: profile.timezone,
    lateByMs: lateBy,
    maxAgeMs: maxAge
  }
}

/** Names in messages are short where that is clear: relative to where the person stands. */
const shortName = (path: string): string => {
  const short = relative(process.cwd(), path)
  return short.startsWith('..') ? path : short
}

const freeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
  return value
}
