import { expect, test } from 'vitest'
import {
  contentTypeOf,
  formatOf,
  isDocumentName,
  refuseBinary,
  refuseNoise
} from '../../../src/collect/document/format.ts'

test.each([
  ['x', 'text/plain; charset=utf-8', 'file:///a', 'text'],
  ['x', null, 'file:///a.md', 'markdown'],
  ['x', null, 'file:///a.EML', 'mail'],
  ['x', 'message/rfc822', 'https://a.example/1', 'mail'],
  ['<p>x', null, 'https://a.example/1', 'html'],
  ['\n<!DOCTYPE html><p>x', 'text/plain', 'file:///a.txt', 'html'],
  ['<!-- saved from url=(0014)about:internet -->', null, 'file:///a.txt', 'html'],
  ['From: <Saved by Blink>\nSubject: x', null, 'file:///a.html', 'mail'],
  ['MIME-Version: 1.0\nx', null, 'file:///a.htm', 'mail'],
  ['Received: a prize', null, 'file:///a.html', 'mail'],
  ['X-Ray: a story', null, 'file:///a.txt', 'text']
])('%s as %s at %s is %s', (text, contentType, url, format) => {
  expect(formatOf(text, contentType, url)).toBe(format)
})

test('names of documents are told by their ending, and what each would be sent as', () => {
  const names = ['a.html', 'b.HTM', 'c.mhtml', 'd.txt', 'e.md', 'f.eml', 'g.pdf', 'txt']
  expect(names.map(isDocumentName)).toEqual([true, true, true, true, true, true, false, false])
  expect(['a.htm', 'c.mht', 'd.txt', 'e.md', 'g.pdf'].map(contentTypeOf)).toEqual([
    ...['text/html', 'message/rfc822', 'text/plain', 'text/markdown', null]
  ])
})

const bytes = (...parts: (string | number)[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(
      parts.map((part) =>
        typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part])
      )
    )
  )

test.each([
  [bytes(), 'this file is empty'],
  [bytes('%PDF-1.7'), 'this is a PDF document, not a page, a text or a mail'],
  [bytes('PK', 3, 4, 'word'), 'this is a packed file (ZIP, Word, Excel, EPUB), not a page'],
  [bytes(0x89, 'PNG'), 'this is a picture, not a page']
])('what is no text is refused by its name', (document, sentence) => {
  expect(() => refuseBinary(document)).toThrow(sentence)
})

test('a text is not refused', () => {
  expect(() => refuseBinary(bytes('hello'))).not.toThrow()
  expect(() => refuseNoise('夜市\ufffd周五开街，六十个摊位')).not.toThrow()
})

test('noise and white space are refused', () => {
  expect(() => refuseNoise('a\u0000\u0001b\ufffd\u0002')).toThrow('this is binary data')
  expect(() => refuseNoise(' \n\t ')).toThrow('nothing but white space')
})
