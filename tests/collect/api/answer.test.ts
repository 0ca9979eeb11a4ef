import { expect, test } from 'vitest'
import { readAnswer } from '../../../src/collect/api/answer.ts'
import { parsePath } from '../../../src/collect/api/path.ts'

/** The titles in an answer. */
const titles = (text: string, path = 'a[*].t'): readonly string[] => {
  const { root, tree } = readAnswer(text)
  return parsePath(path)!
    .reduce((values, step) => tree.step(values, step), [root] as readonly unknown[])
    .flatMap((value) => tree.textsOf(value))
}
const JSON_LIST = '{"a":[{"t":"甲"},{"t":"乙"}]}'

test.each([
  ['JSON', JSON_LIST],
  ['a byte order mark', `\ufeff${JSON_LIST}`],
  ['a call', `callback(${JSON_LIST})`],
  ['a call of a jQuery of long names', `/**/jQuery1720_1(\n${JSON_LIST}\n);`],
  ['a call that is tried', `try{window.cb(${JSON_LIST});}catch(e){}`],
  ['a call if it is there', `typeof && cb(${JSON_LIST})`],
  ['a variable', `var newsList = ${JSON_LIST};`],
  ['a member', `window["list"]=${JSON_LIST}`],
  ['a guard', `)]}',\n${JSON_LIST}`],
  ['a loop as a guard', `for(;;);${JSON_LIST}`],
  ['JSON in a string', JSON.stringify(JSON_LIST)],
  ['control characters', JSON_LIST.replace('甲', '\u0008甲')]
])('%s is read', (_, text) => {
  expect(titles(text)).toEqual(['甲', '乙'])
})

test('JSON in a string of JSON is read', () => {
  expect(titles(JSON.stringify({ d: JSON_LIST }), 'd.a[*].t')).toEqual(['甲', '乙'])
})

test.each([
  ['<?xml version="1.0"?><A><I><T>甲</T></I><I><T><![CDATA[乙]]></T></I></A>', 'A.I.T'],
  ['<!DOCTYPE a [<!ENTITY x "y">]><a><i t="甲"/><i t="乙"/></a>', 'a.i.@t'],
  ['<a><item><t>甲</t><item><t>乙</t></a>', 'a.item[*].t'],
  ['<a xmlns:n="urn:x"><n:i><t>甲</t></n:i><n:i><t>乙</t></n:i></a>', 'a.i.t']
])('XML %s has the titles at %s', (xml, path) => {
  expect(titles(xml, path)).toEqual(['甲', '乙'])
})

test('one of several elements is counted from 0', () => {
  expect(titles('<a><t>甲</t><t>乙</t></a>', 'a.t[1]')).toEqual(['乙'])
})

test('markup that nobody escaped stays', () => {
  expect(titles('<a><t>甲<em>乙</em></t></a>', 'a.t')).toEqual(['甲<em>乙</em>'])
})

test('no digit of a long id is lost', () => {
  expect(titles('{"a":[{"t":1234567890123456789},{"t":17}]}')).toEqual([
    '1234567890123456789',
    '17'
  ])
})

test.each(['constructor', '__proto__', 'toString', 'length'])('%s is no key by itself', (key) => {
  expect(titles('{"a":[{"t":"甲"}]}', key)).toEqual([])
  expect(titles('{"a":[{"t":"甲"}]}', `a[*].${key}`)).toEqual([])
  expect(titles('<a><b/></a>', `a.${key}`)).toEqual([])
})

test('a key may be named as if it were part of every object', () => {
  expect(titles('{"__proto__":{"constructor":"甲"}}', '__proto__.constructor')).toEqual(['甲'])
})

test.each([
  ['', 'this answer is empty'],
  [' \ufeff ', 'this answer is empty'],
  [
    '<!DOCTYPE html><html><head><title>登录 - 澄湖在线</title>',
    'this is an HTML page (“登录 - 澄湖在线”), not data'
  ],
  ['<div>no list</div>', 'this is an HTML page, not data'],
  ['{"a":[{"t":"甲"},{"t":"乙', 'this JSON is cut off behind “{"a":[{"t":"甲"},{"t":"乙”'],
  ['{"a":[{"t":"甲"}', 'this JSON is cut off behind “{"a":[{"t":"甲"}”'],
  ['Too many requests', 'this is no JSON and no XML but “Too many requests”']
])('%j is refused: %s', (text, message) => {
  expect(() => readAnswer(text)).toThrow(expect.objectContaining({ code: 'parse', message }))
})

test('JSON with a mistake in it is broken', () => {
  expect(() => readAnswer('{"a":1,}')).toThrow(/^this JSON is broken: /)
})

test.each([
  ['deep JSON', '['.repeat(500_000)],
  ['deep JSON with a long number', `${'['.repeat(200_000)},1234567890123456789`],
  ['deep XML', `<a>${'<b>'.repeat(100_000)}`],
  ['brackets', '[]'.repeat(500_000)],
  ['a call of calls', 'a.'.repeat(500_000)]
])('%s is refused or read in no time', (_, text) => {
  const start = performance.now()
  try {
    readAnswer(text)
  } catch (error) {
    expect(error).toMatchObject({ code: 'parse' })
  }
  expect(performance.now() - start).toBeLessThan(1500)
})
