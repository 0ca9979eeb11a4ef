import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { startMailServer } from './mail-server.ts'

test('a client that goes away in the middle of its message has sent none, and fails no test', async () => {
  const server = await startMailServer()
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]()
  for (const line of ['HELO test', 'MAIL FROM:<a@a.example>', 'RCPT TO:<b@b.example>', 'DATA']) {
    await replies.next()
    socket.write(`${line}\r\n`)
  }
  const last = await replies.next()
  expect(last.value).toMatch(/^354/)
  socket.write('Subject: half of it', () => socket.destroy())
  await server.hungUp()
  expect(server.received).toEqual([])
})
