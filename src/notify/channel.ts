import type { z } from 'zod'

/** A message as every channel gets it: rendered once, the same for every subscriber and every retry. */
export type Message = {
  /** With angle brackets, as it stands in `Message-ID` (RFC 5322 §3.6.4). */
  readonly messageId: string
  /** What the `Date` header says; fixed, so that a second try sends the same bytes. */
  readonly date: Date
  /** Names the digest for `List-Id` and for the mail folder. */
  readonly listName: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** An expected failure is an answer. `permanent`: trying again would get the same one. */
export type SendResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'failed'; readonly permanent: boolean; readonly message: string }

/** An open way to subscribers. `send` resolves as sent only when the other side has taken the message over. */
export type OpenChannel = {
  send(address: string, message: Message): Promise<SendResult>
  close(): Promise<void>
}

export type ChannelSettings = {
  /** `smtp://…`, or null: mails become files. */
  readonly smtp: string | null
  /** `Name <address>`. */
  readonly from: string
  /** Where mails become files. */
  readonly mailDir: string
  /** Gives one message up after this long, to try it again later; the channel's own limit when left out. */
  readonly deadlineMs?: number
}

/** A way to reach subscribers; one file in `channels/` and one line in its list. */
export type Channel = {
  /** The value of `channel:` in digests.yaml. */
  readonly name: string
  /** What an address of this channel looks like. */
  readonly address: z.ZodType<string>
  open(settings: ChannelSettings): OpenChannel
}
