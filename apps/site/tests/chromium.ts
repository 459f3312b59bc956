// Pages of a real browser that remember everything they complained about.
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { inject } from 'vitest'

/** Where the tests' own server is; see setup.ts. */
export const origin = (): string => inject('origin')

/** A page that collects what must not happen: console errors and warnings (React's hydration, the policy's refusals),
 *  uncaught errors, and requests that failed or left the site. */
export interface Watched {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

/** A new page in a context of its own. */
export async function watched(
  browser: Browser,
  options: BrowserContextOptions = {},
  home: string = origin(),
): Promise<Watched> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
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

/** The text of an element, its spaces folded as a reader sees them. */
export const textOf = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim()
