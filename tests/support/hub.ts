import { createHmac, randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { startHttpServer, status, type Answer, type Received } from './http-server.ts'
import { createInbox } from './inbox.ts'

/** A request of a subscriber, as its form had it. */
export type Asked = {
  readonly mode: string | null
  readonly topic: string
  readonly callback: string
  readonly lease: string | null
  readonly secret: string | null
}

export type Hub = {
  readonly url: string
  /** `127.0.0.1:port`, as the allow-list has it. */
  readonly host: string
  /** Requests in the order of arrival. */
  readonly asked: readonly Asked[]
  /** Callbacks that have confirmed, with what they subscribed to. */
  readonly subscribers: ReadonlyMap<string, Asked>
  /** Resolves when the next request has been answered and, if the hub took it and ever does so, verified. */
  settled(): Promise<Asked>
  /** Asks whether a request was meant, as after every request. */
  verify(asked: Asked): Promise<Response>
  deny(asked: Asked, reason: string): Promise<Response>
  /** Tells every subscriber of a topic; resolves with the statuses they answered. */
  publish(topic: string, body: string): Promise<number[]>
}

type Options = {
  /** Carries a request to a callback: those have public addresses, and tests stay on this machine. */
  readonly send: (request: Request) => Promise<Response>
  /** Old hubs verify before they answer (PubSubHubbub 0.3, `hub.verify=sync`). */
  readonly verifies?: 'after' | 'before' | 'never'
  readonly answer?: Answer
  /** Left out of the verification when null. */
  readonly leaseSeconds?: string | null
}

/** A real WebSub hub on loopback that does what the Recommendation asks of one. */
export const startHub = async ({ send, ...options }: Options): Promise<Hub> => {
  const { verifies = 'after', answer = status(202), leaseSeconds } = options
  const asked: Asked[] = []
  const subscribers = new Map<string, Asked>()
  const done = createInbox<Asked>()

  const verify = async (one: Asked): Promise<Response> => {
    const challenge = randomUUID()
    const lease = leaseSeconds === undefined ? one.lease : leaseSeconds
    const response = await send(
      new Request(
        withQuery(one.callback, {
          'hub.mode': one.mode,
          'hub.topic': one.topic,
          'hub.challenge': challenge,
          'hub.lease_seconds': one.mode === 'subscribe' ? lease : null
        })
      )
    )
    const isMeant = response.ok && (await response.clone().text()) === challenge
    if (isMeant && one.mode === 'subscribe') subscribers.set(one.callback, one)
    if (isMeant && one.mode === 'unsubscribe') subscribers.delete(one.callback)
    return response
  }

  const take: Answer = (response, request) => {
    const one = readForm(request)
    asked.push(one)
    const finish = async (): Promise<void> => {
      if (verifies === 'before') await verify(one)
      answer(response, request)
      // What it has refused it does not verify.
      const isTaken = response.headersSent && response.statusCode < 300
      if (verifies === 'after' && isTaken) await verify(one)
      done.put(one)
    }
    void finish()
  }

  const server = await startHttpServer({ '/': take })
  onTestFinished(() => server.close())
  return {
    url: server.url('/'),
    host: server.host,
    asked,
    subscribers,
    settled: () => done.next(),
    verify,
    deny: ({ callback, topic }, reason) =>
      send(
        new Request(
          withQuery(callback, { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': reason })
        )
      ),
    publish: async (topic, body) => {
      const told = [...subscribers.values()].filter((one) => one.topic === topic)
      const answers = await Promise.all(told.map((one) => send(newsFor(one, body))))
      return answers.map((response) => response.status)
    }
  }
}

const readForm = ({ body }: Received): Asked => {
  const form = new URLSearchParams(body)
  return {
    mode: form.get('hub.mode'),
    topic: form.get('hub.topic') ?? '',
    callback: form.get('hub.callback') ?? '',
    lease: form.get('hub.lease_seconds'),
    secret: form.get('hub.secret')
  }
}

const withQuery = (address: string, query: Readonly<Record<string, string | null>>): string => {
  const url = new URL(address)
  for (const [name, value] of Object.entries(query)) {
    if (value !== null) url.searchParams.append(name, value)
  }
  return url.href
}

const newsFor = ({ callback, secret }: Asked, body: string): Request =>
  new Request(callback, { method: 'POST', body, headers: signed(body, secret ?? '') })

/** The headers that prove a body to come from whoever knows the secret. */
export const signed = (
  body: string,
  secret: string,
  method = 'sha256'
): Record<string, string> => ({
  'content-type': 'application/rss+xml',
  'x-hub-signature': `${method}=${createHmac(method, secret).update(body).digest('hex')}`
})
