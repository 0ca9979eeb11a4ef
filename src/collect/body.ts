import { pipeline, Readable, type Duplex } from 'node:stream'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress
} from 'node:zlib'
import { HttpFailure } from './http-failure.ts'

type Chunks = AsyncGenerator<Uint8Array, void>
type MakeDecoder = (firstByte: number) => Duplex

/** RFC 9659: over HTTP a zstd window is at most 8 MB; without this a frame can ask for 128 MB. */
const ZSTD_WINDOW_LOG = 23

/** Each by the first byte of the body: `deflate` means zlib, but old servers send it bare (RFC 9110 §8.4.1.2). */
const DECODERS: ReadonlyMap<string, MakeDecoder> = new Map<string, MakeDecoder>([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', (firstByte) => ((firstByte & 0x0f) === 8 ? createInflate() : createInflateRaw())],
  ['br', () => createBrotliDecompress()],
  [
    'zstd',
    () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG } })
  ]
])

/**
 * Text gives twenty bytes for one at best; more than this is made to fill memory. Small bodies are let
 * be: a page of nothing but spaces is no attack.
 */
const MAX_RATIO = 100
const RATIO_FROM_BYTES = 1024 * 1024

/** What `readBody` decodes, as a request offers it. */
export const ACCEPT_ENCODING = 'gzip, deflate, br, zstd'

/**
 * Reads and decodes a body as it arrives and stops at `maxBytes`, on the wire and decoded, so that a
 * bomb costs no more memory than an honest page.
 * @throws HttpFailure `too-large`, `truncated` or `bad-encoding`; `host` is whom they blame.
 */
export const readBody = async (
  body: AsyncIterable<Uint8Array>,
  { host, encoding, maxBytes }: { host: string; encoding: string | undefined; maxBytes: number }
): Promise<Uint8Array> => {
  const decoderFor = findDecoder(encoding, host)
  const wire = upTo(maxBytes, received(body, host), host)
  const plain = decoderFor === null ? wire : upTo(maxBytes, unpacked(wire, decoderFor, host), host)
  const chunks: Uint8Array[] = []
  for await (const chunk of plain) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** One encoding at most: nobody stacks them but those who hide a bomb inside a bomb. */
const findDecoder = (header: string | undefined, host: string): MakeDecoder | null => {
  const names = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (names.length === 0) return null
  const decoder = names.length === 1 ? DECODERS.get(names[0]!) : undefined
  if (decoder !== undefined) return decoder
  const shown = JSON.stringify(names.join(', ').slice(0, 60))
  throw new HttpFailure(
    'bad-encoding',
    `${host} answers in the encoding ${shown}, which is not read`
  )
}

async function* received(body: AsyncIterable<Uint8Array>, host: string): Chunks {
  try {
    yield* body
  } catch (cause) {
    throw new HttpFailure('truncated', `${host} broke off in the middle of its answer`, { cause })
  }
}

async function* upTo(maxBytes: number, chunks: AsyncIterable<Uint8Array>, host: string): Chunks {
  let count = 0
  for await (const chunk of chunks) {
    count += chunk.length
    if (count > maxBytes) throw tooLarge(host, maxBytes)
    yield chunk
  }
}

export const tooLarge = (host: string, maxBytes: number): HttpFailure =>
  new HttpFailure('too-large', `${host} answers with more than ${maxBytes} bytes`)

/** Decoded, as long as it does not grow out of all proportion. */
async function* unpacked(wire: Chunks, decoderFor: MakeDecoder, host: string): Chunks {
  let packed = 0
  let plain = 0
  const counted = (async function* () {
    for await (const chunk of wire) {
      packed += chunk.length
      yield chunk
    }
  })()
  for await (const chunk of decoded(counted, decoderFor, host)) {
    plain += chunk.length
    if (plain > RATIO_FROM_BYTES && plain > packed * MAX_RATIO) throw bomb(host)
    yield chunk
  }
}

const bomb = (host: string): HttpFailure =>
  new HttpFailure(
    'too-large',
    `${host} answers with a decompression bomb: more than ${MAX_RATIO} times what it sent`
  )

async function* decoded(wire: Chunks, decoderFor: MakeDecoder, host: string): Chunks {
  const first = await wire.next()
  // An empty body stays empty, whatever its label says.
  if (first.done) return
  const source = Readable.from(startingWith(first.value, wire))
  try {
    // The callback only stands for "errors are seen": they reach us through the iteration.
    yield* pipeline(source, decoderFor(first.value[0]!), () => {}) as AsyncIterable<Uint8Array>
  } catch (cause) {
    if (cause instanceof HttpFailure) throw cause
    throw new HttpFailure('bad-encoding', `${host} answers with damaged compressed data`, { cause })
  }
}

async function* startingWith(first: Uint8Array, rest: Chunks): Chunks {
  yield first
  yield* rest
}
