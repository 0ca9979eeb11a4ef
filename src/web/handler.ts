import { Hono, type Context } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { Park } from '../model.ts'
import { deliveriesOfDigest } from '../store/deliveries.ts'
import { digestsOfPark, digestWithId } from '../store/digests.ts'
import { countBySource, entriesOfStory } from '../store/entries.ts'
import { sourceStates } from '../store/sources.ts'
import { countBySection, placedStories, placedStory, relevanceOfStory } from '../store/stories.ts'
import { feedResponse } from './feed-response.ts'
import { icon } from './icon.ts'
import { languageOf, rememberLanguage } from './language.ts'
import { digestPage, digestsPage } from './pages/digests.ts'
import { viewOf, type Html, type View } from './pages/layout.ts'
import { notFoundPage } from './pages/not-found.ts'
import { sourcesPage } from './pages/sources.ts'
import { storiesPage } from './pages/stories.ts'
import { storyPage } from './pages/story.ts'
import type { PublicPark, WebParts } from './parts.ts'
import { style } from './style.ts'
import { hubRoutes } from './websub.ts'

const PAGE_SIZE = 30
const DIGESTS_SHOWN = 50

/** The whole web face: a request in, a response out, no port needed. */
export const createHandler = (parts: WebParts): ((request: Request) => Promise<Response>) => {
  // `/parks/<id>/` and `/parks/<id>` are one page.
  const app = new Hono({ strict: false })
  app.use(secureHeaders(SECURITY))
  app.get('/livez', (context) => context.json({ status: 'ok' }))
  app.get('/readyz', async (context) => {
    const problems = await parts.readiness()
    const isReady = Object.keys(problems).length === 0
    return context.json({ status: isReady ? 'ok' : 'not ready', ...problems }, isReady ? 200 : 503)
  })
  app.get('/style.css', (context) => asset(context, 'text/css; charset=utf-8', style))
  app.get('/icon.svg', (context) => asset(context, 'image/svg+xml', icon))
  if (parts.push) app.route('/websub', hubRoutes({ ...parts, ...parts.push }))
  const [first] = parts.parks
  if (first) app.route('/', parkRoutes(parts, first, ''))
  for (const park of parts.parks) {
    app.route(`/parks/${park.id}`, parkRoutes(parts, park, `/parks/${park.id}`))
  }
  app.notFound((context) => {
    const { park, base } = placeOf(parts.parks, context.req.path)
    if (!park) return context.text('not found', 404)
    return page(context, notFoundPage(viewFor(park, base, context)), 404)
  })
  app.onError((error, context) => {
    parts.log.error({ path: context.req.path, err: error }, 'request failed')
    return context.text('internal error', 500)
  })
  return async (request) => app.fetch(request)
}

/** Nothing is loaded from elsewhere, nothing runs, nobody frames the page but itself. */
const SECURITY = {
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    frameSrc: ["'self'"],
    frameAncestors: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"]
  },
  // Whether a host speaks only https is for whoever runs the proxy to promise.
  strictTransportSecurity: false,
  referrerPolicy: 'no-referrer',
  // What a handler has set stays.
  overwrite: false
}

/** A mail brings its own inline style. The sandbox is that of its frame, for whoever opens it without one. */
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; " +
  "form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"

/** The park that an address belongs to, whether there is a page or not. */
const placeOf = (
  parks: readonly PublicPark[],
  path: string
): { park: PublicPark | undefined; base: string } => {
  const named = parks.find(({ id }) => `${path}/`.startsWith(`/parks/${id}/`))
  return named ? { park: named, base: `/parks/${named.id}` } : { park: parks[0], base: '' }
}

const parkRoutes = (parts: WebParts, park: PublicPark, base: string): Hono => {
  const { store } = parts
  const routes = new Hono()
  const view = (context: Context): View => viewFor(park, base, context)

  routes.get('/', async (context) => {
    const section = park.sections.find(({ id }) => id === context.req.query('section'))?.id ?? null
    const number = Math.max(1, Math.min(10_000, Math.trunc(Number(context.req.query('page'))) || 1))
    const found = await placedStories(store.db, {
      parkId: park.id,
      ...(section === null ? {} : { section }),
      limit: PAGE_SIZE + 1,
      offset: (number - 1) * PAGE_SIZE
    })
    const [digest = null] = await digestsOfPark(store.db, park.id, 1)
    return page(
      context,
      storiesPage(view(context), {
        stories: found.slice(0, PAGE_SIZE),
        counts: await countBySection(store.db, park.id),
        section,
        number,
        hasOlder: found.length > PAGE_SIZE,
        digest
      })
    )
  })

  routes.get('/stories/:id', async (context) => {
    const id = context.req.param('id')
    const story = await placedStory(store.db, park.id, id)
    if (!story) return context.notFound()
    const entries = await entriesOfStory(store.db, id)
    const relevance = (await relevanceOfStory(store.db, id)).filter((one) => one.parkId === park.id)
    return page(context, storyPage(view(context), { story, entries, relevance }))
  })

  routes.get('/sources', async (context) => {
    const states = new Map((await sourceStates(store.db)).map((state) => [state.sourceId, state]))
    const counts = await countBySource(store.db)
    const rows = parts.sources.map((source) => ({
      source,
      state: states.get(source.id) ?? null,
      entries: counts.get(source.id) ?? 0
    }))
    return page(context, sourcesPage(view(context), rows))
  })

  routes.get('/digests', async (context) =>
    page(context, digestsPage(view(context), await digestsOfPark(store.db, park.id, DIGESTS_SHOWN)))
  )

  routes.get('/digests/:id', async (context) => {
    const digest = await digestWithId(store.db, context.req.param('id'))
    if (digest?.parkId !== park.id) return context.notFound()
    const deliveries = await deliveriesOfDigest(store.db, digest.id)
    return page(context, digestPage(view(context), digest, deliveries))
  })

  routes.get('/digests/:id/mail', async (context) => {
    const digest = await digestWithId(store.db, context.req.param('id'))
    if (digest?.parkId !== park.id) return context.notFound()
    return context.html(digest.html, 200, { 'Content-Security-Policy': MAIL_POLICY })
  })

  routes.get('/feeds/:file', async (context) => {
    const response = await feedResponse(parts, park, base, context.req.raw)
    return response ?? context.notFound()
  })
  return routes
}

const viewFor = (park: Park, base: string, context: Context): View =>
  viewOf(park, languageOf(context, park), {
    base,
    query: new URL(context.req.url).searchParams
  })

const page = async (context: Context, body: Html, status: 200 | 404 = 200): Promise<Response> => {
  rememberLanguage(context)
  context.header('Vary', 'Accept-Language, Cookie')
  context.header('Cache-Control', 'no-cache')
  return context.html(await body, status)
}

const asset = (context: Context, type: string, body: string): Response =>
  context.body(body, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' })
