// Pages of a real browser that remember everything they complained about.
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { inject } from 'vitest'
import { launch } from '../tools/browser.ts'

/** Where the tests' own server is; see setup.ts. */
export const origin = (): string => inject('origin')

let running: Promise<Browser> | undefined

/** The browser that all files of a worker share: it is started once. Each file's pages are closed at its end; see after.ts. */
export const browser = (): Promise<Browser> => {
  running ??= launch()
  return running
}

/** Closes whatever pages are open in the shared browser. */
export async function closePages(): Promise<void> {
  for (const context of running ? (await running).contexts() : []) await context.close()
}

/** A page that collects what must not happen: console errors and warnings (React's hydration, the policy's refusals),
 *  uncaught errors, and requests that failed or left the site. */
export interface Watched {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

/**
 * A new page in a context of its own.
 * @param home where the site is, if not on the tests' own server
 * @param within another browser than the shared one
 */
export async function watched(
  options: BrowserContextOptions = {},
  home: string = origin(),
  within?: Browser,
): Promise<Watched> {
  const context = await (within ?? (await browser())).newContext({
    viewport: { width: 1280, height: 800 },
    ...options,
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => complaints.push(`uncaught: ${error.message}`))
  page.on('request', request => {
    const { protocol, origin: from } = new URL(request.url())
    const own = from === home || protocol === 'data:' || protocol === 'blob:'
    if (!own) complaints.push(`left the site: ${request.url()}`)
  })
  page.on('response', response => {
    const { pathname } = new URL(response.url())
    if (response.status() >= 400 && !pathname.includes('/no-such-page'))
      complaints.push(`${response.status()}: ${response.url()}`)
  })
  return { page, context, complaints }
}

/** Loads a page of the walk, whatever page is open, and waits until it does what it is told. */
export async function walkTo(page: Page, path: string): Promise<void> {
  // A page that differs in its fragment only would not be loaded again.
  if (page.url() !== 'about:blank') await page.goto('about:blank')
  await page.goto(`${origin()}/walk/${path}`, { waitUntil: 'load' })
  await page.waitForFunction(() => window.early === null && !('veil' in document.documentElement.dataset))
}

/** The text of an element, its spaces folded as a reader sees them. */
export const textOf = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim()
