import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync
} from 'node:zlib'
import { expect, test } from 'vitest'
import { readBody } from '../../src/collect/body.ts'

const TEXT = '园区要闻：签约十五个项目。'
const KB = 1024

/** A body that arrives in small pieces. */
async function* arriving(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size))
  }
}

const read = (
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
  encoding?: string,
  maxBytes = 64 * KB
): Promise<Uint8Array> => {
  const body = bytes instanceof Uint8Array ? arriving(bytes) : bytes
  return readBody(body, { host: 'a.example', encoding, maxBytes })
}

test.each([
  ['no label', undefined, Buffer.from(TEXT)],
  ['an empty label', '', Buffer.from(TEXT)],
  ['identity', 'identity', Buffer.from(TEXT)],
  ['gzip', 'gzip', gzipSync(TEXT)],
  ['GZIP in capitals', ' GZIP ', gzipSync(TEXT)],
  ['x-gzip', 'x-gzip', gzipSync(TEXT)],
  ['deflate with its zlib wrapper', 'deflate', deflateSync(TEXT)],
  ['bare deflate', 'deflate', deflateRawSync(TEXT)],
  ['br', 'br', brotliCompressSync(TEXT)],
  ['zstd', 'zstd', zstdCompressSync(TEXT)],
  ['identity beside gzip', 'identity, gzip', gzipSync(TEXT)]
])('a body with %s is read', async (_, encoding, bytes) => {
  expect(Buffer.from(await read(bytes, encoding)).toString()).toBe(TEXT)
})

test.each(['gzip', 'deflate', 'br', 'zstd'])(
  'an empty body labelled %s is empty',
  async (encoding) => {
    expect((await read(new Uint8Array(), encoding)).length).toBe(0)
  }
)

const ZEROS = Buffer.alloc(8 * KB * KB)
test.each([
  ['gzip', gzipSync(ZEROS)],
  ['deflate', deflateSync(ZEROS)],
  ['deflate', deflateRawSync(ZEROS)],
  ['br', brotliCompressSync(ZEROS, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ['zstd', zstdCompressSync(ZEROS)]
])('a bomb in %s is too large', async (encoding, bomb) => {
  await expect(read(bomb, encoding)).rejects.toMatchObject({
    code: 'too-large',
    message: 'a.example answers with more than 65536 bytes'
  })
})

const MB = KB * KB
test.each([
  ['gzip', gzipSync(Buffer.alloc(2 * MB))],
  ['br', brotliCompressSync(Buffer.alloc(2 * MB))],
  ['zstd', zstdCompressSync(Buffer.alloc(2 * MB))]
])('what grows out of all proportion in %s is a bomb, below any limit', async (encoding, bomb) => {
  await expect(read(bomb, encoding, 100 * MB)).rejects.toMatchObject({
    code: 'too-large',
    message: 'a.example answers with a decompression bomb: more than 100 times what it sent'
  })
})

test('a page of nothing but spaces is none as long as it is small', async () => {
  expect((await read(gzipSync(Buffer.alloc(MB)), 'gzip', 100 * MB)).length).toBe(MB)
})

test('a large text that packs well is none', async () => {
  const text = Array.from({ length: 60_000 }, (_, n) => `${n} ${TEXT}`).join('\n')
  const read5Mb = await read(gzipSync(text), 'gzip', 100 * MB)
  expect(read5Mb.length).toBe(Buffer.byteLength(text))
})

test('an endless bomb is stopped where it crosses the limit', async () => {
  let pieces = 0
  const megabyte = gzipSync(Buffer.alloc(KB * KB))
  const endless = (async function* () {
    for (;;) {
      pieces += 1
      yield await Promise.resolve(megabyte)
    }
  })()
  await expect(read(endless, 'gzip')).rejects.toMatchObject({ code: 'too-large' })
  // What streams read ahead: 64 kB of these pieces of 1 kB, and 16 more.
  expect(pieces).toBeLessThan(100)
})

test.each([
  ['exactly the limit', 100, true],
  ['one byte more', 101, false]
])('a plain body of %s', async (_, size, fits) => {
  const outcome = await read(Buffer.alloc(size), undefined, 100).then(
    (bytes) => bytes.length === size,
    (error: { code: string }) => error.code !== 'too-large'
  )
  expect(outcome).toBe(fits)
})

test('the limit also holds for what stands on the wire', async () => {
  const emptyMember = gzipSync('')
  const nothing = Buffer.concat(Array.from({ length: 200 }, () => emptyMember))
  await expect(read(nothing, 'gzip', 1000)).rejects.toMatchObject({ code: 'too-large' })
  expect((await read(nothing, 'gzip', 64 * KB)).length).toBe(0)
})

test.each([
  ['gzip, gzip', gzipSync(gzipSync(TEXT))],
  ['gzip, br', brotliCompressSync(gzipSync(TEXT))],
  ['compress', Buffer.from(TEXT)],
  ['utf-8', Buffer.from(TEXT)]
])('the encoding "%s" is refused', async (encoding, bytes) => {
  await expect(read(bytes, encoding)).rejects.toMatchObject({
    code: 'bad-encoding',
    message: `a.example answers in the encoding "${encoding}", which is not read`
  })
})

test.each([
  ['gzip', 'plain text', Buffer.from(TEXT)],
  ['deflate', 'plain text', Buffer.from(TEXT)],
  ['br', 'plain text', Buffer.from(TEXT)],
  ['zstd', 'plain text', Buffer.from(TEXT)],
  ['gzip', 'a cut body', gzipSync(TEXT).subarray(0, 30)],
  ['deflate', 'a cut body', deflateSync(TEXT).subarray(0, 30)],
  ['br', 'a cut body', brotliCompressSync(TEXT).subarray(0, 30)],
  ['zstd', 'a cut body', zstdCompressSync(TEXT).subarray(0, 30)]
])('%s with %s inside is damaged', async (encoding, _, bytes) => {
  await expect(read(bytes, encoding)).rejects.toMatchObject({
    code: 'bad-encoding',
    message: 'a.example answers with damaged compressed data'
  })
})

/** RFC 8878 §3.1.1: magic number, no content size, window descriptor, then one empty last block. */
const zstdFrame = (windowLog: number): Buffer =>
  Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, (windowLog - 10) << 3, 0x01, 0x00, 0x00])

test('a zstd frame may ask for a window of 8 MB and no more', async () => {
  expect((await read(zstdFrame(23), 'zstd')).length).toBe(0)
  await expect(read(zstdFrame(24), 'zstd')).rejects.toMatchObject({ code: 'bad-encoding' })
})

test.each([undefined, 'gzip'])(
  'a body that breaks off is truncated (encoding %s)',
  async (encoding) => {
    const broken = (async function* () {
      yield await Promise.resolve(gzipSync(TEXT).subarray(0, 12))
      throw new Error('socket hang up')
    })()
    await expect(read(broken, encoding)).rejects.toMatchObject({
      code: 'truncated',
      message: 'a.example broke off in the middle of its answer'
    })
  }
)
