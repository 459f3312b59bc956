// The site as its files are now, built and served, in a browser.
import type { Browser } from 'playwright-core'
import { launch } from './browser.ts'
import { ensureBuilt } from './building.ts'
import { out } from './folders.ts'
import { serveFolder } from './serving.ts'

/** Builds and serves the site and starts a browser, for some work; ends both afterwards. */
export async function inBrowser<T>(work: (browser: Browser, origin: string) => Promise<T>): Promise<T> {
  await ensureBuilt(out, '')
  const { origin, close } = await serveFolder(out, { host: '127.0.0.1' })
  const browser = await launch()
  try {
    return await work(browser, origin)
  } finally {
    await browser.close()
    await close()
  }
}
