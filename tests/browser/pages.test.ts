import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createApp, currentSlot, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/log.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import { deliverDue } from '../../src/notify/deliver.ts'
import { closeDigest } from '../../src/pipeline/digest.ts'
import { startServer, type Server } from '../../src/web/server.ts'
import { browserPath, launchBrowser } from '../support/browser.ts'

const executablePath = await browserPath()
if (!executablePath) {
  process.stderr.write(
    'browser tests skipped: no Chromium for this platform; set PARKWIRE_TEST_BROWSER\n'
  )
}

describe.skipIf(!executablePath)('the pages in a browser', () => {
  let folder: string
  let app: App
  let server: Server
  let browser: Browser

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-browser-'))
    app = await createApp(loadConfig('config/sample', { PARKWIRE_DATA: folder }), {
      log: createLogger('silent')
    })
    await collectNow(app.collector, app.config.sources)
    const [plan] = app.plans
    const { digest } = await closeDigest(app.desk, plan!, currentSlot(app, plan!))
    await deliverDue(app.deliverer, { digestId: digest.id })
    server = await startServer(app.handler, 0)
    browser = await launchBrowser(executablePath!)
  })

  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    await app?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** A page that fails the test when the browser complains, blocked content included. */
  const open = async (path: string, options: BrowserContextOptions = {}): Promise<Page> => {
    const context = await browser.newContext({ locale: 'zh-CN', ...options })
    const complaints: string[] = []
    const page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    await page.goto(`http://127.0.0.1:${server.port}${path}`)
    return page
  }

  test('a reader finds the story that six outlets carried once, and all six under it', async () => {
    const page = await open('/')
    const story = page.locator('.story', { hasText: '6 家媒体' })
    expect(await story.count()).toBe(1)
    await story.locator('h2 a').click()
    expect(await page.locator('.copies li strong').allTextContents()).toEqual([
      '澄湖高新区管委会',
      '云川日报',
      '川江财经',
      '澄湖在线',
      '云川晚报',
      '海峽產業觀察'
    ])
    expect(await page.locator('main').textContent()).toContain('镜像站转载 1 份')
    expect(await page.locator('a[href*="qiyexun"]').count()).toBe(0)
  })

  test('the latest digest stands on the first page and opens as it was sent', async () => {
    const page = await open('/')
    await page.getByText('最近一期简报').click()
    const mail = page.frameLocator('iframe')
    expect(await mail.locator('body').innerText()).toContain('26 条新闻，来自 10 家媒体')
    expect(await page.locator('main').textContent()).toContain('已发送 2/2')
  })

  test('sources show that all is well', async () => {
    const page = await open('/sources')
    expect(await page.locator('.notice').textContent()).toBe('11 个来源，11 个正常')
    expect(await page.locator('tr').count()).toBe(12)
  })

  test('a chosen language stays chosen', async () => {
    const page = await open('/')
    await page.getByText('English', { exact: true }).click()
    expect(await page.locator('nav').textContent()).toContain('Sources')
    await page.getByText('Sources', { exact: true }).click()
    expect(await page.locator('.notice').textContent()).toBe('11 sources, 11 healthy')
  })

  test.each([
    ['a phone', 375],
    ['a desk', 1280]
  ])('nothing is wider than %s', async (_, width) => {
    for (const path of ['/', '/sources', '/digests', '/?section=risk']) {
      const page = await open(path, { viewport: { width, height: 800 } })
      const overhang = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      )
      expect(overhang, path).toBe(0)
    }
  })

  test('the page asks nobody else for anything', async () => {
    const page = await open('/')
    const hosts: string[] = []
    page.on('request', (request) => hosts.push(new URL(request.url()).host))
    await page.reload()
    expect([...new Set(hosts)]).toEqual([`127.0.0.1:${server.port}`])
  })
})
