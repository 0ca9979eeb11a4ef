import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

/** The bundled Chromium is built for Linux on x64; elsewhere PARKWIRE_TEST_BROWSER names one. */
export const browserPath = async (): Promise<string | null> => {
  const named = process.env['PARKWIRE_TEST_BROWSER']
  if (named) return named
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  return chromium.executablePath()
}

/** Without the background services that would only run into a closed network. */
export const launchBrowser = (
  executablePath: string,
  args: readonly string[] = []
): Promise<Browser> =>
  playwright.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...args
    ]
  })
