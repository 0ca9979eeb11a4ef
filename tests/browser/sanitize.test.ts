import fc from 'fast-check'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sanitizeHtml } from '../../src/normalize/sanitize.ts'
import { browserPath, launchBrowser } from '../support/browser.ts'
import { ALLOWED, SOUP } from '../support/markup-soup.ts'

const BASE = 'https://news.example/park/1.html'

const executablePath = await browserPath()

/**
 * Reads `clean` as a document and as a part of one, the latter twice over what the browser itself
 * wrote, and tells for each what it holds that is not allowed, and its text.
 */
const READER = `(clean, allowed) => {
  const strange = (root) => [...root.querySelectorAll('*')].flatMap((element) => {
    const names = allowed[element.localName]
    const isHtml = element.namespaceURI === 'http://www.w3.org/1999/xhtml'
    if (!names || !isHtml) return [element.localName]
    return element.getAttributeNames().filter((name) => !names.includes(name)).concat(
      element.matches('a[href]') && !/^(https?|mailto):$/.test(element.protocol) ? ['href'] : [],
      element.matches('img') && !/^https?:/.test(element.src) ? ['src'] : []
    )
  })
  const parsed = new DOMParser().parseFromString(clean, 'text/html')
  const once = parsed.createElement('div')
  once.innerHTML = clean
  const twice = parsed.createElement('div')
  twice.innerHTML = once.innerHTML
  return [parsed.body, once, twice].map((root) => ({ strange: strange(root), text: root.textContent }))
    .concat({ strange: [...parsed.head.children].map(({ localName }) => localName), text: once.textContent })
}`

type Reading = { readonly strange: readonly string[]; readonly text: string }

describe.skipIf(!executablePath)('sanitized HTML in a browser', () => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser(executablePath!)
    page = await browser.newPage()
  })
  afterAll(() => browser?.close())

  const readingsOf = (pages: readonly string[]): Promise<Reading[][]> =>
    page.evaluate<Reading[][]>(
      `(${JSON.stringify(pages)}).map((clean) => (${READER})(clean, ${JSON.stringify(ALLOWED)}))`
    )

  /** The words that were written, as no parser but a replacement reads them. */
  const wordsOf = (clean: string): string =>
    lettersOf(
      clean
        .replace(/<[^>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
    )
  const lettersOf = (text: string): string => text.replace(/\s/g, '')

  const expectHarmless = async (pages: readonly string[]): Promise<void> => {
    const cleaned = pages.map((html) => sanitizeHtml(html, BASE))
    const readings = await readingsOf(cleaned)
    cleaned.forEach((clean, i) => {
      for (const { strange, text } of readings[i]!) {
        expect(strange, clean).toEqual([])
        expect(lettersOf(text), clean).toBe(wordsOf(clean))
      }
    })
  }

  test('random markup holds only what is allowed, and its words in their order', async () => {
    await expectHarmless(fc.sample(SOUP, 3000))
  })

  // Each got through a sanitizer that left the browser something to read otherwise.
  test('markup that changes its meaning when it is read again stays harmless', async () => {
    await expectHarmless([
      '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
      '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
      '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
      '<table><td><a title="</td></table><script>alert(1)</script>">a</a>b<table>c',
      '<xmp><p title="</xmp><svg/onload=alert(1)>"></xmp>',
      '<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>',
      '<a title="`><img src=x onerror=alert(1)>">a</a>',
      '<!--><img src=x onerror=alert(1)>-->',
      '<p><table><a><tr>a<td>b</a><p>c<table>d<caption><li>e',
      '<a><b><a><p><b></a>a</b>b</p>c',
      '<plaintext><script>alert(1)</script>'
    ])
  })
})
