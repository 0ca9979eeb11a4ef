import { expect, test } from 'vitest'
import { alder, openWeb } from './hand-made.ts'

const languageOf = (html: string): string | undefined => /<html lang="([^"]+)">/.exec(html)?.[1]

test.each([
  ['nothing said', {}, 'zh-CN'],
  ['English', { 'accept-language': 'en' }, 'en'],
  ['a kind of English', { 'accept-language': 'en-GB,fr' }, 'en'],
  ['a traditional Chinese', { 'accept-language': 'zh-Hant-TW,en' }, 'zh-CN'],
  ['none that we speak', { 'accept-language': 'fr-FR,de;q=0.8' }, 'zh-CN'],
  ['any', { 'accept-language': '*' }, 'zh-CN'],
  ['the heavier one that stands last', { 'accept-language': 'zh;q=0.3,fr,en;q=0.9' }, 'en'],
  ['equal weights, the first one', { 'accept-language': 'en;q=0.5, zh;q=0.5' }, 'en'],
  ['one refused by weight 0', { 'accept-language': 'en;q=0, zh;q=0.1' }, 'zh-CN'],
  ['only a refusal', { 'accept-language': 'en;q=0' }, 'zh-CN'],
  ['broken weights', { 'accept-language': ';;q=,en;q=x,' }, 'en'],
  ['a word that only begins like one', { 'accept-language': 'enx, zhuang' }, 'zh-CN'],
  ['a cookie over the browser', { 'accept-language': 'zh', cookie: 'lang=en' }, 'en'],
  ['a cookie that says nothing we know', { cookie: 'lang=xx' }, 'zh-CN']
])('a browser with %s', async (_, headers: Record<string, string>, language) => {
  const { read } = await openWeb()
  expect(languageOf(await read('/', { headers }))).toBe(language)
})

test('the address overrides cookie and browser, and the choice is remembered', async () => {
  const { ask } = await openWeb()
  const headers = { 'accept-language': 'zh', cookie: 'lang=zh-CN' }
  const response = await ask('/sources?lang=en', { headers })
  expect(languageOf(await response.text())).toBe('en')
  expect(response.headers.get('set-cookie')).toBe('lang=en; Max-Age=31536000; Path=/; SameSite=Lax')
})

test.each(['/?lang=xx', '/?lang=', '/?lang=en%0d%0aSet-Cookie:x', '/'])(
  '%s leaves no cookie and speaks the language of the park',
  async (path) => {
    const { ask } = await openWeb({ parks: [alder] })
    const response = await ask(path)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(languageOf(await response.text())).toBe('en')
  }
)

test('caches are told what the page depends on', async () => {
  const { ask } = await openWeb()
  const { headers } = await ask('/')
  expect(headers.get('vary')).toBe('Accept-Language, Cookie')
  expect(headers.get('cache-control')).toBe('no-cache')
})

test.each([
  ['/', '?lang=en'],
  ['/?section=risk&amp;page=2', '?section=risk&amp;page=2&amp;lang=en'],
  ['/?lang=en', '?lang=zh-CN'],
  ['//evil.example/', '?lang=en'],
  ['/?x=%22%3E%3Cscript%3E', '?x=%22%3E%3Cscript%3E&amp;lang=en']
])('the language switch of %s stays on that page', async (path, href) => {
  const { read } = await openWeb()
  const html = await read(path.replaceAll('&amp;', '&'))
  expect(html).toContain(`<a class="right" rel="nofollow" href="${href}">`)
})
