import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import manifest from '../package.json' with { type: 'json' }
import { createBrowser } from './collect/browser.ts'
import { createHttpClient } from './collect/fetch.ts'
import { createReader, READING } from './collect/reader.ts'
import { createRobots } from './collect/robots.ts'
import { isPublicBase } from './collect/websub.ts'
import type { Config, DigestConfig } from './config/load.ts'
import { systemClock } from './jobs/clock.ts'
import { createLocalQueue } from './jobs/local.ts'
import { openPgBossQueue } from './jobs/pgboss.ts'
import { previousSlot } from './jobs/slots.ts'
import type { OnJobError, Queue } from './jobs/queue.ts'
import { createLogger, type Logger } from './log.ts'
import { maskSecrets } from './normalize/mask-secrets.ts'
import type { Profile } from './match/profile.ts'
import { createJudge } from './match/relevance.ts'
import type { Park } from './model.ts'
import type { OpenChannel } from './notify/channel.ts'
import { channels } from './notify/channels/index.ts'
import { deliverDue, type Deliverer } from './notify/deliver.ts'
import { tellOperator, type OperatorDesk } from './notify/tell-operator.ts'
import { collectDue } from './pipeline/collect.ts'
import { closeDigest, isDigestClosed, type DigestDesk, type DigestPlan } from './pipeline/digest.ts'
import type { Collector } from './pipeline/collector.ts'
import { keepSubscriptions, noteOffer, type Subscriber } from './pipeline/websub.ts'
import { startWorker, type Worker } from './pipeline/worker.ts'
import type { Store } from './store/db.ts'
import { openStore } from './store/open.ts'
import { prepareStore } from './store/prepare.ts'
import { pushedSources } from './store/subscriptions.ts'
import { createHandler } from './web/handler.ts'
import { basePath } from './web/parts.ts'
import { findProblems } from './web/readiness.ts'

/** Every part, wired. Commands and tests take from it what they need. */
export type App = {
  readonly config: Config
  readonly log: Logger
  readonly clock: () => Date
  readonly store: Store
  readonly collector: Collector
  readonly desk: DigestDesk
  readonly plans: readonly Plan[]
  readonly deliverer: Deliverer
  readonly operatorDesk: OperatorDesk
  /** The page, the feeds, the health checks. */
  readonly handler: (request: Request) => Promise<Response>
  work(): Promise<Worker>
  /** Lets `/readyz` say no, so that nobody sends new readers here. */
  drain(): void
  close(): Promise<void>
}

/** A digest of the configuration with its park and its firing times. */
export type Plan = DigestPlan & {
  readonly parkId: string
  readonly cron: string
  readonly zone: string
  readonly lateByMs: number
}

export type AppOverrides = { readonly clock?: () => Date; readonly log?: Logger }

/** Builds the whole in order of dependency; the store is set up or refused (`store/prepare.ts`). */
export const createApp = async (config: Config, overrides: AppOverrides = {}): Promise<App> => {
  const { environment } = config
  const clock = overrides.clock ?? (() => new Date())
  const log = overrides.log ?? createLogger(environment.logLevel)
  const store = openStore(environment.store, (error) =>
    log.warn({ message: error.message }, 'store connection lost')
  )
  await prepareStore(store, maskSecrets(environment.store))

  const limits = {
    userAgent: `Parkwire/${manifest.version} (+${config.contact})`,
    deadlineMs: config.fetch.deadline,
    maxBytes: config.fetch.maxSize,
    maxRedirects: config.fetch.maxRedirects,
    hostGapMs: config.fetch.hostGap
  }
  const http = createHttpClient({ ...limits, allowHosts: environment.allowHosts })
  const publicHttp = createHttpClient({ ...limits, allowHosts: [] })
  const reader = createReader(READING)
  const browser =
    environment.browser === null
      ? undefined
      : createBrowser({
          endpoint: environment.browser,
          http,
          publicHttp,
          deadlineMs: config.fetch.deadline,
          maxBytes: config.fetch.maxSize
        })
  const mailDir = join(environment.dataDir, 'mail')
  const openChannels = new Map(
    channels.map((channel) => [
      channel.name,
      channel.open({ smtp: environment.smtp, from: config.mail.from, mailDir })
    ])
  )
  const plans = config.digests.map((digest) => planOf(digest, config))
  const subscriber = subscriberOf(environment.baseUrl, { store, http, clock, log })
  const collector: Collector = {
    store,
    judges: new Map(config.parks.map((park) => [park.id, createJudge(park)])),
    digests: plans,
    outlets: [...new Set(config.sources.map((source) => source.title))],
    http,
    robots: createRobots(http, { ...systemClock, now: clock }),
    reader,
    browser,
    dir: config.dir,
    maxBytes: config.fetch.maxSize,
    atOnce: config.fetch.atOnce,
    clock,
    log,
    ...(subscriber && {
      pushedSources: (now) => pushedSources(store.db, now),
      noteOffer: (sourceId, offer) => noteOffer(subscriber, sourceId, offer)
    })
  }
  const mailDomain = config.mail.from.replace(/^.*@|>$/g, '')
  const desk: DigestDesk = { store, clock, mailDomain }
  const deliverer: Deliverer = { store, channels: openChannels, clock, log }
  const operatorDesk: OperatorDesk = {
    store,
    sources: config.sources,
    operator: operatorOf(config.contact, openChannels),
    language: config.parks[0]!.language,
    mailDomain,
    clock,
    log
  }
  let isDraining = false
  // Without a worker in this process the next round of another finds what has come due.
  let wake = (): void => {}
  const handler = createHandler({
    store,
    parks: config.parks.map((park) => ({ ...parkOf(park), feedAuthority: park.feedAuthority })),
    sources: config.sources,
    baseUrl: environment.baseUrl,
    log,
    ...(subscriber && { push: { clock: { ...systemClock, now: clock }, wake: () => wake() } }),
    readiness: async () =>
      isDraining ? { process: 'shutting down' } : findProblems(store, environment.dataDir)
  })

  return {
    config,
    log,
    clock,
    store,
    collector,
    desk,
    plans,
    deliverer,
    operatorDesk,
    handler,
    work: async () => {
      const queue = await openQueue(environment.store, (name, error) =>
        log.error({ job: name, err: error }, 'job failed')
      )
      const worker = await startWorker({
        queue,
        digests: plans,
        clock,
        log,
        collect: () => collectDue(collector, config.sources),
        isClosed: (digest, slotAt) => isDigestClosed(desk, digest, slotAt),
        close: (digest, slotAt) => closeDigest(desk, planNamed(plans, digest), slotAt),
        deliver: async (signal) => {
          await deliverDue(deliverer, { signal })
          await tellOperator(operatorDesk)
        },
        subscribe: async () => subscriber !== null && keepSubscriptions(subscriber, config.sources)
      })
      // Refused only while the queue stops: then the next process reads what is due.
      wake = () => void queue.enqueue('collect', null).catch(() => undefined)
      return {
        // A source that hangs would keep the round, and with it the process, until its deadline.
        stop: async () => {
          await Promise.all([http.close(), publicHttp.close(), reader.close(), browser?.close()])
          await worker.stop()
        }
      }
    },
    drain: () => {
      isDraining = true
    },
    close: async () => {
      await Promise.all([http.close(), publicHttp.close(), reader.close(), browser?.close()])
      await Promise.all([...openChannels.values()].map((channel) => channel.close()))
      await store.close()
    }
  }
}

/** Null unless PARKWIRE_BASE_URL names an address that hubs can reach: its default is this machine. */
const subscriberOf = (
  baseUrl: string,
  parts: Pick<Subscriber, 'store' | 'http' | 'clock' | 'log'>
): Subscriber | null => {
  const random = (): string => randomBytes(32).toString('base64url')
  return isPublicBase(baseUrl) ? { ...parts, baseUrl, random } : null
}

/** Whoever answers for the reading is whom its troubles concern, if a mail reaches them. */
const operatorOf = (
  contact: string,
  channels: ReadonlyMap<string, OpenChannel>
): OperatorDesk['operator'] => {
  const channel = channels.get('email')
  const address = /^mailto:([^?]+)/.exec(contact)?.[1]
  return channel && address !== undefined ? { address, channel } : null
}

const planOf = (digest: DigestConfig, { parks, environment }: Config): Plan => {
  const park = parks.find(({ id }) => id === digest.parkId)!
  return { ...digest, park: parkOf(park), siteUrl: environment.baseUrl + basePath(parks, park.id) }
}

const planNamed = (plans: readonly Plan[], key: { parkId: string; name: string }): Plan =>
  plans.find((plan) => plan.parkId === key.parkId && plan.name === key.name)!

const parkOf = (profile: Profile): Park => ({
  id: profile.id,
  name: profile.name,
  language: profile.language,
  zone: profile.timezone,
  sections: profile.sections.map(({ id, title }) => ({ id, title }))
})

/** The queue follows the store: one process on SQLite, any number on Postgres. */
const openQueue = (store: string, onError: OnJobError): Promise<Queue> =>
  store.startsWith('sqlite:')
    ? Promise.resolve(createLocalQueue({ onError }))
    : openPgBossQueue({ url: store, onError })

/** The latest firing of a digest at or before now. */
export const currentSlot = (app: App, plan: Plan): Date =>
  previousSlot(plan.cron, plan.zone, app.clock())
