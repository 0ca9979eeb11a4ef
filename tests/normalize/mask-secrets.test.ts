import { expect, test } from 'vitest'
import { maskSecrets } from '../../src/normalize/mask-secrets.ts'

test.each([
  ['see https://reader:hush@a.example/x', 'see https://***@a.example/x'],
  ['https://hush@a.example', 'https://***@a.example'],
  ['https://a:hu@sh@a.example/', 'https://***@a.example/'],
  ['https://a.example/?key=hush&page=2#top', 'https://a.example/?key=***&page=2#top'],
  ['(/api?col=3&Access_Token=hush)', '(/api?col=3&Access_Token=***'],
  ['/a?apiKey=hush, /b?x-sign=hush: 403', '/a?apiKey=*** /b?x-sign=*** 403'],
  ['/a;sid=hush?x=hush /b?client%5Fsecret=hush', '/a;sid=*** /b?client%5Fsecret=***'],
  ['two: //u:hush@a.example //v:hush@b.example', 'two: //***@a.example //***@b.example']
])('%s', (text, masked) => {
  expect(maskSecrets(text)).toBe(masked)
  expect(maskSecrets(text)).not.toContain('hush')
})

test.each([
  'https://a.example/@park?q=a@b&keyword=园区&page=2',
  'https://a.example/list?id=7',
  'key=1 and token=2 are no parameters',
  '来源：云川日报 //备注 op@willow.example'
])('nothing secret: %s', (text) => {
  expect(maskSecrets(text)).toBe(text)
})

test('a text of nothing but beginnings takes no time', () => {
  const text = `${'//'.repeat(200_000)}${'?a'.repeat(200_000)}${'//x'.repeat(100_000)}`
  const start = performance.now()
  maskSecrets(text)
  maskSecrets(`//${'x'.repeat(1_000_000)}`)
  maskSecrets(`?${'%'.repeat(1_000_000)}`)
  expect(performance.now() - start).toBeLessThan(1000)
})
