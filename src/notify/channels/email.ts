import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type NodemailerError, type SendMailOptions } from 'nodemailer'
import { z } from 'zod'
import { messageOf } from '../../errors.ts'
import type { Channel, ChannelSettings, Message, OpenChannel, SendResult } from '../channel.ts'

/** A server that is silent for longer is down; greylisting and content filters answer within these. */
const SILENCE_MS = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout: 120_000 }
/**
 * For a whole message, however lively the server looks. Below `CLAIM_MS` in store/deliveries.ts: from
 * then on another process would send it too.
 */
const DEADLINE_MS = 5 * 60_000
/** A pooled connection that the server has closed meanwhile is replaced once; what else fails is ours to retry. */
const MAX_REQUEUES = 1

/** Mail over SMTP, or into `.eml` files where no server is named. One recipient a message. */
export const email: Channel = {
  name: 'email',
  address: z.email(),
  open: (settings) =>
    settings.smtp === null ? openFolder(settings) : openSmtp(settings.smtp, settings)
}

const openSmtp = (url: string, settings: ChannelSettings): OpenChannel => {
  const { deadlineMs = DEADLINE_MS } = settings
  const transport = createTransport({ url, pool: true, maxRequeues: MAX_REQUEUES, ...SILENCE_MS })
  return {
    send: async (address, message) => {
      const signal = AbortSignal.timeout(deadlineMs)
      try {
        await transport.sendMail({ ...mailOf(address, message, settings), signal })
        return { outcome: 'sent' }
      } catch (error) {
        if (signal.aborted) return later(`the server took longer than ${deadlineMs / 1000} s`)
        return refusalOf(error as NodemailerError)
      }
    },
    close: () => {
      transport.close()
      return Promise.resolve()
    }
  }
}

const later = (message: string): SendResult => ({ outcome: 'failed', permanent: false, message })

/**
 * 5xx is the server's last word (RFC 5321 §4.2.1) where it is about the recipient or the message. Before
 * that (a wrong password, a sender not allowed) it is about us: the message waits until that is mended.
 */
const refusalOf = (error: NodemailerError): SendResult => ({
  outcome: 'failed',
  permanent: error.permanent === true && ['RCPT TO', 'DATA'].includes(error.command ?? ''),
  message: messageOf(error)
})

const openFolder = (settings: ChannelSettings): OpenChannel => {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    send: async (address, message) => {
      const built = await transport.sendMail(mailOf(address, message, settings))
      const path = join(settings.mailDir, fileName(address, message))
      try {
        await mkdir(settings.mailDir, { recursive: true })
        // Written aside and renamed: whoever looks finds a whole mail or none.
        await writeFile(`${path}.part`, built.message as Buffer)
        await rename(`${path}.part`, path)
        return { outcome: 'sent' }
      } catch (error) {
        return later(messageOf(error))
      }
    },
    close: () => Promise.resolve()
  }
}

/** Room for the rest: file systems end a name at 255 bytes. */
const MAX_ADDRESS_CHARS = 100

/** The same file for the same message, so a repeated try writes it again instead of adding one. */
const fileName = (address: string, message: Message): string => {
  const day = message.date.toISOString().slice(0, 10)
  const to = address.replace(/[^\w.@-]/g, '_').slice(0, MAX_ADDRESS_CHARS)
  return `${day}-${message.listName}-${to}-${idOf(message).slice(0, 12)}.eml`
}

/** The left side of the Message-ID. */
const idOf = (message: Message): string => message.messageId.replace(/^<|@.*$/g, '')

const mailOf = (address: string, message: Message, settings: ChannelSettings): SendMailOptions => {
  const from = senderOf(settings.from)
  const domain = from.address.replace(/^.*@/, '')
  return {
    from,
    to: { name: '', address },
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: message.messageId,
    date: message.date,
    // Without it each try draws new boundaries, and a second try would send other bytes.
    baseBoundary: idOf(message),
    // RFC 2919 and RFC 3834: filters can sort it, auto-responders stay quiet.
    list: { id: { url: `${message.listName}.${domain}`, comment: message.listName } },
    headers: { 'Auto-Submitted': 'auto-generated' }
  }
}

/** Taken apart here, since nodemailer would read a comma or a colon in the name as the end of an address. */
const senderOf = (from: string): { name: string; address: string } => {
  const [, name = '', address = from] = /^"?(.*?)"?\s*<([^<>]+)>$/.exec(from) ?? []
  return { name, address }
}
