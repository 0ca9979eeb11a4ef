import { expect, test } from 'vitest'
import { options } from '../../../src/collect/api/options.ts'
import { goesOn, requestFor } from '../../../src/collect/api/request.ts'

const URL_OF_LIST = 'https://data.chenghu.example/list?column=12&page=1&q=%B3%CE'
const ask = (given: object, number = 1, url = URL_OF_LIST) =>
  requestFor(url, options.parse({ items: 'a', fields: { title: 't' }, ...given }), number)
const FORM = 'application/x-www-form-urlencoded; charset=UTF-8'

test('a plain list is asked for plainly', () => {
  expect(ask({})).toEqual({ url: URL_OF_LIST })
})

test('headers go along', () => {
  const headers = { Referer: 'https://data.chenghu.example/', Cookie: 'a=1' }
  expect(ask({ headers })).toEqual({ url: URL_OF_LIST, headers })
})

test.each([
  [
    'names and values, as a form',
    { body: { q: '园区 a&b', p: 1 } },
    'q=%E5%9B%AD%E5%8C%BA%20a%26b&p=1',
    FORM
  ],
  [
    'names and values, as JSON',
    { body: { q: '园区', p: 1, all: true }, bodyType: 'json' },
    '{"q":"园区","p":1,"all":true}',
    'application/json'
  ],
  ['a text of a form', { body: 'q=1&p=2' }, 'q=1&p=2', FORM],
  ['a text of JSON', { body: '{"q":{"p":1}}' }, '{"q":{"p":1}}', 'application/json']
])('a body of %s is posted', (_, given, body, type) => {
  expect(ask(given)).toEqual({
    url: URL_OF_LIST,
    method: 'POST',
    headers: { 'content-type': type },
    body
  })
})

test('a type of the operator is left alone', () => {
  const headers = { 'Content-Type': 'text/plain' }
  expect(ask({ body: 'x', headers })).toMatchObject({ headers })
})

test('POST without a body, GET with one', () => {
  expect(ask({ method: 'POST' })).toEqual({ url: URL_OF_LIST, method: 'POST' })
  expect(ask({ method: 'GET', body: 'a=1' })).not.toHaveProperty('method')
})

test('the number of the page takes its place in the address, and nothing else moves', () => {
  const paging = { parameter: 'page' }
  expect(ask({ paging }).url).toBe(URL_OF_LIST)
  expect(ask({ paging }, 2).url).toBe('https://data.chenghu.example/list?column=12&page=2&q=%B3%CE')
  expect(ask({ paging }, 3, 'https://data.chenghu.example/list').url).toBe(
    'https://data.chenghu.example/list?page=3'
  )
})

test('numbers may count rows', () => {
  const paging = { parameter: 'start', from: 0, step: 20 }
  expect(ask({ paging }, 3, 'https://data.chenghu.example/?start=0').url).toBe(
    'https://data.chenghu.example/?start=40'
  )
})

test.each([
  ['a form', { body: { q: 'x', currpage: 9 } }, 'q=x&currpage=1', 'q=x&currpage=2'],
  [
    'JSON',
    { body: { q: 'x' }, bodyType: 'json' },
    '{"q":"x","currpage":1}',
    '{"q":"x","currpage":2}'
  ],
  ['a text of a form', { body: 'currpage=1&q=x' }, 'currpage=1&q=x', 'currpage=2&q=x'],
  ['a text of JSON', { body: '{"q":"x"}' }, '{"q":"x","currpage":1}', '{"q":"x","currpage":2}'],
  ['nothing else', {}, 'currpage=1', 'currpage=2']
])('the number of the page stands in a body of %s', (_, given, first, second) => {
  const paging = { parameter: 'currpage', in: 'body' }
  expect([1, 2].map((number) => ask({ ...given, paging }, number).body)).toEqual([first, second])
})

test.each([
  ['the first time', { number: 1, isFirst: true, items: 20 }, true],
  ['up to the last page that is wanted', { number: 3, isFirst: true, items: 20 }, false],
  ['not behind an empty page', { number: 1, isFirst: true, items: 0 }, false],
  ['not later', { number: 1, isFirst: false, items: 20 }, false]
])('further pages are read %s', (_, reading, isRead) => {
  const { paging } = options.parse({
    items: 'a',
    fields: { title: 't' },
    paging: { parameter: 'p' }
  })
  expect(goesOn(paging, reading)).toBe(isRead)
})

test('always means later, too', () => {
  const given = { items: 'a', fields: { title: 't' }, paging: { parameter: 'p', always: true } }
  expect(goesOn(options.parse(given).paging, { number: 1, isFirst: false, items: 1 })).toBe(true)
  expect(goesOn(undefined, { number: 1, isFirst: true, items: 1 })).toBe(false)
})
