import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { absoluteUrl, canonicalUrl, isNormalWeb, urlKey } from '../../src/normalize/url.ts'

const BASE = 'https://news.example.com/park/list.html'

describe('canonicalUrl', () => {
  test.each([
    ['host, port and dots', 'HTTP://Example.COM:80/a/../b', 'http://example.com/b'],
    ['another port', 'https://example.com:8443/', 'https://example.com:8443/'],
    ['a dot after the host', 'https://example.com./a', 'https://example.com/a'],
    ['user and password', 'https://me:secret@example.com/a', 'https://example.com/a'],
    [
      'a relative address',
      './202106/t20210604_1.html',
      'https://news.example.com/park/202106/t20210604_1.html'
    ],
    ['an address without a scheme', '//cdn.example.com/a', 'https://cdn.example.com/a'],
    ['space around it', '  https://example.com/a\n', 'https://example.com/a'],
    ['a fragment', 'https://example.com/a#comments', 'https://example.com/a'],
    ['a route that a script draws', 'https://example.com/#/news/9', 'https://example.com/#/news/9'],
    [
      'a session in the path',
      'https://example.com/a;jsessionid=A1.b?id=2',
      'https://example.com/a?id=2'
    ],
    [
      'the case of escapes',
      'https://example.com/%e6%96%b0?q=%e6',
      'https://example.com/%E6%96%B0?q=%E6'
    ],
    ['a GBK value', 'https://example.com/?q=%BC%C3&id=1', 'https://example.com/?id=1&q=%BC%C3'],
    ['a parameter without a value', 'https://example.com/?flag&b=', 'https://example.com/?b=&flag'],
    ['order of one name', 'https://example.com/?t=2&a=1&t=1', 'https://example.com/?a=1&t=2&t=1'],
    ['only tracking', 'https://example.com/a?utm_source=x&utm_medium=y', 'https://example.com/a'],
    [
      'tracking among names of the article',
      'https://example.com/a?id=7&spm=1.2&from=timeline&share_token=z&fbclid=f&gclid=g&isappinstalled=0&nsukey=n&wfr=spider&aid=3&PHPSESSID=q',
      'https://example.com/a?aid=3&id=7'
    ],
    [
      'numbers against caches',
      'https://example.com/a.html?_t=1712345678901&random=0.123&_=1712345678901&rnd=x7',
      'https://example.com/a.html'
    ],
    [
      'an instant or a fraction beside the number of the article',
      'https://example.com/view?id=7&t=1712345678901&v=0.4711',
      'https://example.com/view?id=7'
    ],
    [
      'a session beside the number of the article',
      'https://example.com/a/t7.html?sid=9f86d081884c7d65&jsessionid=A1',
      'https://example.com/a/t7.html'
    ],
    [
      'what is all that names the article',
      'https://example.com/view?sid=9f86d081884c7d65&lang=zh',
      'https://example.com/view?lang=zh&sid=9f86d081884c7d65'
    ],
    [
      'numbers of articles under such names',
      'https://example.com/view2?sid=20260302123456789&t=171234&v=2&time=1712345678',
      'https://example.com/view2?sid=20260302123456789&t=171234&time=1712345678&v=2'
    ],
    [
      'an instant that is signed',
      'https://example.com/a7?sign=ab&timestamp=1712345678901',
      'https://example.com/a7?sign=ab&timestamp=1712345678901'
    ],
    [
      'a WeChat article by number',
      'http://mp.weixin.qq.com/s?__biz=MzA==&mid=265&idx=1&sn=ab&chksm=8f&scene=27#wechat_redirect',
      'http://mp.weixin.qq.com/s?__biz=MzA==&idx=1&mid=265&sn=ab'
    ],
    [
      'a WeChat article by name',
      'https://mp.weixin.qq.com/s/AbC_d?scene=1',
      'https://mp.weixin.qq.com/s/AbC_d'
    ],
    [
      'a passing WeChat address',
      'https://mp.weixin.qq.com/s?src=11&timestamp=1&signature=x',
      'https://mp.weixin.qq.com/s?signature=x&src=11&timestamp=1'
    ],
    [
      'Bing News',
      'http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=66&url=https%3a%2f%2fexample.com%2fa%3fid%3d1%26utm_source%3db&c=99&mkt=zh-cn',
      'https://example.com/a?id=1'
    ],
    [
      'Google',
      'https://www.google.com.hk/url?sa=t&q=https://example.com/a&usg=x',
      'https://example.com/a'
    ],
    [
      'Google around Bing',
      'https://www.google.com/url?q=http%3A%2F%2Fbing.com%2Fnews%2Fapiclick.aspx%3Furl%3Dhttps%253A%252F%252Fexample.com%252Fa',
      'https://example.com/a'
    ],
    [
      'Google News, whose target nobody can read',
      'https://news.google.com/rss/articles/CBMiX?oc=5',
      'https://news.google.com/rss/articles/CBMiX?oc=5'
    ],
    [
      'a wrapper around a script',
      'https://www.google.com/url?q=javascript:alert(1)',
      'https://www.google.com/url?q=javascript:alert(1)'
    ]
  ])('%s', (_, href, expected) => {
    expect(canonicalUrl(href, BASE)).toBe(expected)
    expect(canonicalUrl(expected)).toBe(expected)
  })

  test.each([
    '',
    ' ',
    'ftp://example.com/a',
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:,x',
    'mailto:a@example.com',
    'file:///etc/passwd',
    'http://'
  ])('no address: %j', (href) => {
    expect(canonicalUrl(href, BASE)).toBeNull()
  })

  test('a relative address without a base is none', () => {
    expect(canonicalUrl('/a')).toBeNull()
    expect(canonicalUrl('/a', 'not a base')).toBeNull()
    expect(canonicalUrl('https://example.com/a', 'not a base')).toBe('https://example.com/a')
  })
})

describe('urlKey', () => {
  test.each([
    ['http://www.example.com/news/1/', 'example.com/news/1'],
    ['https://m.example.com/news/1', 'example.com/news/1'],
    ['https://wap.example.com/news/1/index.html', 'example.com/news/1'],
    ['https://mobile.example.com/news/1/index.shtml#top', 'example.com/news/1'],
    ['https://amp.example.com/news/1/amp', 'example.com/news/1'],
    ['https://m.www.example.com/news/1/amp/', 'example.com/news/1'],
    ['https://example.com/news/1?utm_source=x', 'example.com/news/1'],
    ['https://example.com/?id=2&a=1', 'example.com?a=1&id=2'],
    ['https://m.cn/', 'm.cn'],
    ['https://news.example.com/amplify', 'news.example.com/amplify'],
    ['https://example.com:8080/a', 'example.com:8080/a'],
    ['https://example.com/#/news/9', 'example.com#/news/9'],
    ['not an address', 'not an address']
  ])('%s', (url, key) => {
    expect(urlKey(url)).toBe(key)
  })
})

describe('absoluteUrl', () => {
  test.each([
    ['../a b.html', 'https://news.example.com/a%20b.html'],
    ['#note', 'https://news.example.com/park/list.html#note'],
    ['https://example.com/a?utm_source=x#y', 'https://example.com/a?utm_source=x#y'],
    ['https://me@example.com/a', 'https://example.com/a'],
    ['mailto:park@example.com', 'mailto:park@example.com'],
    ['javascript:alert(1)', null],
    [' java\tscript:alert(1)', null],
    ['data:text/html,x', null],
    ['vbscript:x', null],
    ['tel:+8653112345678', null],
    ['', null]
  ])('%j', (href, expected) => {
    expect(absoluteUrl(href, BASE)).toBe(expected)
  })
})

test.each([
  ['https://www.news.example/a/b.html?id=1&c=%E5%9B%AD', true],
  ['http://news.example/', true],
  ['https://news.example', false],
  ['https://News.example/', false],
  ['https://news.example:443/', false],
  ['https://user@news.example/', false],
  ['https://xn--a.example/', false],
  ['https://127.1/', false],
  ['https://news.example/a/../b', false],
  ['https://news.example/%2e%2e/b', false],
  ['https://news.example/园', false],
  ['https://news.example/a#b', false],
  ['javascript:alert(1)', false],
  ['/a', false]
])('%s is in normal form: %s', (href, isNormal) => {
  expect(isNormalWeb(href)).toBe(isNormal)
})

test('what is in normal form is what URL would write', () => {
  const piece = fc.constantFrom(
    ...[
      'http://',
      'https://',
      'news',
      'example',
      '.',
      '..',
      '/',
      '//',
      '?',
      '#',
      ':',
      '@',
      '%2E',
      '%'
    ],
    ...[
      'xn--',
      '-',
      '1',
      '0x7f',
      'A',
      ' ',
      '\\',
      "'",
      '"',
      '园',
      '\t',
      '&',
      '=',
      '80',
      'com',
      '|',
      '^'
    ]
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const href = `https://news.example/${pieces.join('')}`
      for (const text of [href, pieces.join(''), href.replace('news', pieces.join(''))]) {
        if (isNormalWeb(text)) expect(URL.parse(text)?.href).toBe(text)
      }
    }),
    { numRuns: 2000 }
  )
})
