import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ChannelSettings, OpenChannel } from '../../../src/notify/channel.ts'
import { email } from '../../../src/notify/channels/email.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { message } from '../made-up.ts'

const tempFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-mail-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const open = (changes: Partial<ChannelSettings>): OpenChannel => {
  const settings = { smtp: null, from: '柳溪新闻 <news@willow.example>', mailDir: '/nowhere' }
  const channel = email.open({ ...settings, ...changes })
  onTestFinished(() => channel.close())
  return channel
}

/** A server that speaks only as far as `talk` does; its address and its connections. */
const startTalk = async (talk: (socket: Socket) => void) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    talk(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets }
}

/** Answers each line that starts with a word of `replies`; `null` hangs up instead. */
const script = (replies: Readonly<Record<string, string | null>>) => (socket: Socket) => {
  socket.write('220 here\r\n')
  socket.on('data', (data) => {
    for (const line of data.toString().split('\r\n').filter(Boolean)) {
      const word = Object.keys(replies).find((one) => line.startsWith(one))
      if (word === undefined) continue
      const reply = replies[word]
      if (reply === null) socket.destroy()
      else socket.write(`${reply}\r\n`)
    }
  })
}

const POLITE = {
  EHLO: '250 here',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  RSET: '250 ok'
}

/** Header names and unfolded values as they stand on the wire. */
const headersOf = (raw: string): Map<string, string> => {
  const lines = raw
    .split('\r\n\r\n')[0]!
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  return new Map(lines.map((line) => [line.split(':')[0]!, line.replace(/^[^:]+: ?/, '')]))
}

describe('a message on the wire', () => {
  const sent = async (changes: Partial<ChannelSettings> = {}, text = message()) => {
    const server = await startMailServer()
    const result = await open({ smtp: server.url, ...changes }).send('officer@willow.example', text)
    expect(result).toEqual({ outcome: 'sent' })
    expect(server.received).toHaveLength(1)
    return server.received[0]!
  }

  test('carries the headers that sorting, threading and auto-responders need, each once', async () => {
    const { raw, to } = await sent()
    expect(to).toBe('officer@willow.example')
    const headers = headersOf(raw)
    expect([...headers.keys()].toSorted()).toEqual([
      'Auto-Submitted',
      'Content-Type',
      'Date',
      'From',
      'List-ID',
      'MIME-Version',
      'Message-ID',
      'Subject',
      'To'
    ])
    expect(headers.get('Message-ID')).toBe('<0123456789abcdefghjk@willow.example>')
    expect(headers.get('Date')).toBe('Mon, 02 Mar 2026 00:30:05 +0000')
    expect(headers.get('To')).toBe('officer@willow.example')
    expect(headers.get('List-ID')).toBe('"willow-daily" <willow-daily.willow.example>')
    expect(headers.get('Auto-Submitted')).toBe('auto-generated')
    expect(headers.get('Content-Type')).toMatch(/^multipart\/alternative; boundary="[^"]{1,70}"$/)
  })

  test('reads back as it was written, text first and HTML as the alternative', async () => {
    const { mail, raw } = await sent()
    expect(mail.subject).toBe('柳溪每日简报 2026-03-02 共 1 条')
    expect(mail.from?.value).toEqual([{ name: '柳溪新闻', address: 'news@willow.example' }])
    expect(mail.text).toBe('1. 柳溪产业园二期开园\n.\n..点\n')
    expect(mail.html).toBe('<!doctype html>\n<p>柳溪产业园二期开园</p>\n')
    expect(mail.attachments).toEqual([])
    expect(raw.match(/^Content-Type: [^;]+/gm)).toEqual([
      'Content-Type: multipart/alternative',
      'Content-Type: text/plain',
      'Content-Type: text/html'
    ])
  })

  test('is seven bits, ends every line with CRLF and has none longer than RFC 5322 allows', async () => {
    const long = message({ text: `${'长'.repeat(3000)}\n`, html: `<p>${'长'.repeat(3000)}</p>\n` })
    const { raw, mail } = await sent({}, long)
    // eslint-disable-next-line no-control-regex
    expect(raw).toMatch(/^[\x00-\x7f]*$/)
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(78)
    expect(mail.text).toBe(`${'长'.repeat(3000)}\n`)
  })

  test.each([
    ['news@willow.example', '', 'news@willow.example'],
    ['柳溪 <news@willow.example>', '柳溪', 'news@willow.example'],
    ['Park, news: daily; all <n@willow.example>', 'Park, news: daily; all', 'n@willow.example'],
    ['"Willow, Inc." <n@willow.example>', 'Willow, Inc.', 'n@willow.example'],
    ['n@other.example <n@willow.example>', 'n@other.example', 'n@willow.example']
  ])('from %s has one sender', async (from, name, address) => {
    const { mail, raw } = await sent({ from })
    expect(mail.from?.value).toEqual([{ name, address }])
    expect(headersOf(raw).get('List-ID')).toBe('"willow-daily" <willow-daily.willow.example>')
  })

  test.each(['a\r\nBcc: all@example.org', 'a\nX: y', 'a\u2028b', 'a\u0000b'])(
    'has one Subject line even for %j',
    async (subject) => {
      const { raw } = await sent({}, message({ subject }))
      expect([...headersOf(raw).keys()]).not.toContain('Bcc')
      expect([...headersOf(raw).keys()]).not.toContain('X')
    }
  )

  test('keeps its boundary short for a long domain, and for ever the same', async () => {
    const messageId = `<0123456789abcdefghjk@${'a'.repeat(60)}.willow.example>`
    const [first, second] = [
      await sent({}, message({ messageId })),
      await sent({}, message({ messageId }))
    ]
    expect(headersOf(first.raw).get('Content-Type')).toMatch(/boundary="[^"]{1,70}"$/)
    expect(first.raw).toBe(second.raw)
  })
})

describe('what a server says', () => {
  const answers = async (url: string) => open({ smtp: url }).send('a@willow.example', message())

  test.each([
    ['no such user', { RCPT: '550 5.1.1 no such user' }, true],
    ['mailbox full for now', { RCPT: '452 4.2.2 full' }, false],
    ['greylisting', { RCPT: '450 4.2.0 come back later' }, false],
    ['bad sequence, which is about the session', { RCPT: '503 bad sequence' }, false],
    ['message refused before it came', { DATA: '554 5.7.1 no' }, true],
    ['message put off', { DATA: '451 4.3.0 later' }, false],
    ['our sender refused, which is ours to mend', { MAIL: '550 5.7.1 not you' }, false],
    ['no welcome at all', { EHLO: '554 5.7.1 no', HELO: '554 5.7.1 no' }, false]
  ])('%s', async (_, replies, permanent) => {
    const { url } = await startTalk(script({ ...POLITE, ...replies }))
    const [reply] = Object.values(replies)
    expect(await answers(url)).toEqual({
      outcome: 'failed',
      permanent,
      message: expect.stringContaining(reply!) as unknown
    })
  })

  test('a message refused after its last dot is refused for good', async () => {
    const server = await startMailServer({ refuseMessage: () => '552 too much of it' })
    expect(await answers(server.url)).toEqual({
      outcome: 'failed',
      permanent: true,
      message: expect.stringContaining('552 too much of it') as unknown
    })
  })

  test('a wrong password is ours to mend: the message waits', async () => {
    const { url } = await startTalk(
      script({ ...POLITE, EHLO: '250-here\r\n250 AUTH PLAIN', AUTH: '535 5.7.8 wrong password' })
    )
    expect(await answers(url.replace('//', '//user:secret@'))).toEqual({
      outcome: 'failed',
      permanent: false,
      message: expect.not.stringContaining('secret') as unknown
    })
  })

  test.each([
    ['in the middle of the message', { DATA: null }],
    ['at the recipient', { RCPT: null }],
    ['at once', { EHLO: null }]
  ])('a server that hangs up %s may be tried again', async (_, replies) => {
    const { url } = await startTalk(script({ ...POLITE, ...replies }))
    expect(await answers(url)).toMatchObject({ outcome: 'failed', permanent: false })
  })

  test('nobody there may be tried again', async () => {
    const { url, sockets } = await startTalk(() => undefined)
    const gone = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => gone.once('listening', resolve))
    const { port } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    expect(await answers(url.replace(/\d+$/, String(port)))).toEqual({
      outcome: 'failed',
      permanent: false,
      message: expect.stringContaining('ECONNREFUSED') as unknown
    })
    expect(sockets).toEqual([])
  })

  test.each([
    ['never greets', () => undefined],
    ['falls silent at the recipient', script({ ...POLITE, RCPT: '' })],
    ['drips for ever', (socket: Socket) => drip(socket)]
  ])('a server that %s is given up at the deadline, and its connection closed', async (_, talk) => {
    const { url, sockets } = await startTalk(talk)
    const channel = open({ smtp: url, deadlineMs: 200 })
    expect(await channel.send('a@willow.example', message())).toEqual({
      outcome: 'failed',
      permanent: false,
      message: 'the server took longer than 0.2 s'
    })
    if (!sockets[0]!.destroyed) await new Promise((resolve) => sockets[0]!.once('close', resolve))
  })
})

/** Never silent long enough for a time-out of silence. */
const drip = (socket: Socket): void => {
  const timer = setInterval(() => socket.write('220-still here\r\n'), 10)
  socket.once('close', () => clearInterval(timer))
}

describe('without a server', () => {
  test('a mail is one whole file, and a second try writes the same bytes to the same place', async () => {
    const mailDir = join(tempFolder(), 'mail')
    const channel = open({ mailDir })
    expect(await channel.send('officer@willow.example', message())).toEqual({ outcome: 'sent' })
    const names = readdirSync(mailDir)
    expect(names).toEqual(['2026-03-02-willow-daily-officer@willow.example-0123456789ab.eml'])
    const bytes = readFileSync(join(mailDir, names[0]!))

    await channel.send('officer@willow.example', message())
    await open({ mailDir }).send('officer@willow.example', message())
    expect(readdirSync(mailDir)).toEqual(names)
    expect(readFileSync(join(mailDir, names[0]!)).equals(bytes)).toBe(true)

    const mail = await simpleParser(bytes)
    expect(mail.messageId).toBe('<0123456789abcdefghjk@willow.example>')
    expect(mail.subject).toBe('柳溪每日简报 2026-03-02 共 1 条')
    expect(bytes.toString().replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  })

  test('every message has a file of its own', async () => {
    const mailDir = tempFolder()
    const channel = open({ mailDir })
    for (const id of ['1111111111111111', '2222222222222222']) {
      const messageId = `<${id}@willow.example>`
      await channel.send('a@willow.example', message({ messageId }))
    }
    expect(readdirSync(mailDir)).toHaveLength(2)
  })

  test.each(["../../etc/passwd'@willow.example", `${'a'.repeat(240)}@willow.example`])(
    'an address such as %s stays inside the folder',
    async (address) => {
      const mailDir = join(tempFolder(), 'mail')
      expect(await open({ mailDir }).send(address, message())).toEqual({ outcome: 'sent' })
      expect(readdirSync(mailDir)).toHaveLength(1)
      expect(readdirSync(join(mailDir, '..'))).toEqual(['mail'])
    }
  )

  test('a folder that cannot be written to is a failure to try again, not a crash', async () => {
    const mailDir = join(tempFolder(), 'mail')
    writeFileSync(mailDir, 'a file in the way')
    expect(await open({ mailDir }).send('a@willow.example', message())).toEqual({
      outcome: 'failed',
      permanent: false,
      message: expect.stringContaining('EEXIST') as unknown
    })
  })

  test('a mail that cannot be put in place leaves no mail', async () => {
    const mailDir = tempFolder()
    mkdirSync(join(mailDir, '2026-03-02-willow-daily-a@willow.example-0123456789ab.eml'))
    const result = await open({ mailDir }).send('a@willow.example', message())
    expect(result).toMatchObject({ outcome: 'failed', permanent: false })
  })
})

describe('an address of the configuration', () => {
  test.each([
    'officer@willow.example',
    'o.fficer+news@mail.willow.example',
    "o'brien@willow.example",
    'a@b.cn'
  ])('%s is one', (address) => {
    expect(email.address.parse(address)).toBe(address)
  })

  test.each([
    '',
    'officer',
    'officer@',
    '@willow.example',
    'officer@willow',
    'a@willow.example\r\nBcc: all@example.org',
    'a@willow.example\n',
    'a b@willow.example',
    ' a@willow.example',
    'a@willow.example ',
    'a@willow.example,b@willow.example',
    'a@willow.example;b@willow.example',
    'a@willow.example b@willow.example',
    'Officer <officer@willow.example>',
    '<officer@willow.example>',
    '"a b"@willow.example',
    'a@b@willow.example',
    'a@[127.0.0.1]',
    'a..b@willow.example',
    '.a@willow.example',
    'a@willow..example',
    'a\u0000@willow.example',
    'a@willow.example\u2028',
    'ａ@willow.example',
    'mailto:a@willow.example'
  ])('%j is none', (address) => {
    expect(email.address.safeParse(address).success).toBe(false)
  })
})
