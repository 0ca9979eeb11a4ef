import { simpleParser, type ParsedMail } from 'mailparser'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { onTestFinished } from 'vitest'
import { createInbox } from './inbox.ts'

export type Received = {
  readonly to: string
  readonly raw: string
  readonly mail: ParsedMail
}

export type MailServer = {
  readonly url: string
  /** In order of arrival. */
  readonly received: readonly Received[]
  /** Resolves when another `count` messages have been accepted since the last call. */
  take(count: number): Promise<void>
  /** Resolves when a client has gone, or the next one goes. */
  hungUp(): Promise<void>
}

type Options = {
  /** Called when a message has come in, before the server answers 250. */
  readonly beforeAccept?: (received: Received) => void
  /** Called after the 250 has been handed to the socket. */
  readonly afterAccept?: (received: Received) => void
  /** Refuses a recipient with this reply, such as `550 no such user`. */
  readonly refuse?: (address: string) => string | undefined
  /** Refuses a whole message with this reply, after its last dot. */
  readonly refuseMessage?: (received: Received) => string | undefined
}

/** A real SMTP server on loopback that keeps what it gets. */
export const startMailServer = async (options: Options = {}): Promise<MailServer> => {
  const received: Received[] = []
  const accepted = createInbox<Received>()
  const gone = createInbox<null>()
  /** Null for a client that is killed in the middle of its message: it has sent none. */
  const read = async (stream: SMTPServerDataStream, to: string): Promise<Received | null> => {
    const raw = await buffer(stream).catch(() => null)
    return raw && { to, raw: raw.toString(), mail: await simpleParser(raw) }
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onClose: () => gone.put(null),
    onRcptTo: ({ address }, _session, callback) => callback(refusal(options.refuse?.(address))),
    onData: (stream, session, callback) => {
      const to = session.envelope.rcptTo.map(({ address }) => address).join()
      void read(stream, to).then((message) => {
        if (!message) return
        received.push(message)
        options.beforeAccept?.(message)
        callback(refusal(options.refuseMessage?.(message)))
        options.afterAccept?.(message)
        accepted.put(message)
      })
    }
  })
  // A killed client resets its connection.
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    take: async (count) => {
      for (let left = count; left > 0; left--) await accepted.next()
    },
    hungUp: async () => void (await gone.next())
  }
}

/** `550 no such user` as the error that smtp-server makes that reply of. */
const refusal = (reply: string | undefined): Error | null =>
  reply === undefined
    ? null
    : Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
