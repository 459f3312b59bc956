// Pages of a real browser that remember everything they complained about.
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { inject } from 'vitest'
import { launch } from '../tools/browser.ts'

/** Where the tests' own server is; see setup.ts. */
export const origin = (): string => inject('origin')

let running: Promise<Browser> | undefined

/** The browser that all files of a worker share: it is started once. */
export const browser = (): Promise<Browser> => {
  running ??= launch()
  return running
}

/** A page that collects what must not happen: console errors and warnings (React's hydration, the policy's refusals),
 *  uncaught errors, and requests that failed or left the site. */
export interface Watched {
  readonly page: Page
  readonly context: BrowserContext
  readonly complaints: string[]
}

/** What makes a page one that no other test is given: it is on another server than the tests' own or in another browser than
 *  the shared one, or the test gives it what cannot be taken back. */
export interface Apart {
  readonly home?: string
  readonly within?: Browser | undefined
  readonly own?: boolean
}

/** A file of the site that is no page: to go there leaves a page, but not the process that shows it. */
const nowhere = (): string => `${origin()}/__next._tree.txt`

/** Pages that are to be left: those of the test that runs, and those of its file. */
const open: { readonly test: Watched[]; readonly file: Watched[] } = { test: [], file: [] }
let until: keyof typeof open = 'file'
/** Pages that were left as they were found. A browser takes three times as long over a page in a new context. */
const free: Watched[] = []

/** From here on a page is left at the end of the test that opens it, not of its file. */
export function beginTest(): void {
  until = 'test'
}

async function leave({ page, context, complaints }: Watched): Promise<void> {
  for (const other of context.pages()) if (other !== page) await other.close()
  page.removeAllListeners()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.goto(nowhere())
  await page.evaluate(() => [localStorage, sessionStorage].map(each => each.clear()))
  complaints.splice(0)
  free.push({ page, context, complaints })
}

/** Leaves the pages of a test, or of a file: what is like a new page then is used again, what is not is closed. */
export async function leavePages(which: keyof typeof open): Promise<void> {
  until = 'file'
  for (const one of open[which].splice(0)) {
    if (reused.has(one.context) && !one.page.isClosed()) await leave(one)
    else await one.context.close()
  }
}

/** Contexts whose pages can be used again: those that differ in their look only, which can be changed. */
const reused = new WeakSet<BrowserContext>()

/**
 * A new page, or one that is like new, in a context that no other test is in.
 * @param options viewport, colours and motion; with any other the page has a context of its own
 */
export async function watched(
  options: BrowserContextOptions = {},
  { home = origin(), within, own = false }: Apart = {},
): Promise<Watched> {
  const {
    viewport = { width: 1280, height: 800 },
    colorScheme = 'light',
    reducedMotion = 'no-preference',
    ...others
  } = options
  const isUsual = !own && Object.keys(others).length === 0 && home === origin() && within === undefined
  const before = isUsual ? free.pop() : undefined
  const context = before?.context ?? (await (within ?? (await browser())).newContext({ viewport, ...others }))
  if (isUsual) reused.add(context)
  const page = before?.page ?? (await context.newPage())
  if (viewport) await page.setViewportSize(viewport)
  await page.emulateMedia({ media: null, forcedColors: null, colorScheme, reducedMotion })
  const complaints: string[] = []
  // Asked for by the browser itself where a file is shown that is no page.
  const isIcon = (url: string): boolean => url.endsWith('/favicon.ico')
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type()) && !isIcon(message.location().url))
      complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => complaints.push(`uncaught: ${error.message}`))
  page.on('request', request => {
    const { protocol, origin: from } = new URL(request.url())
    const own = from === home || protocol === 'data:' || protocol === 'blob:'
    if (!own) complaints.push(`left the site: ${request.url()}`)
  })
  page.on('response', response => {
    const { pathname } = new URL(response.url())
    if (response.status() >= 400 && !pathname.includes('/no-such-page') && !isIcon(pathname))
      complaints.push(`${response.status()}: ${response.url()}`)
  })
  const found = { page, context, complaints }
  open[until].push(found)
  return found
}

/** Loads a page of the walk, whatever page is open, and waits until it does what it is told. */
export async function walkTo(page: Page, path: string): Promise<void> {
  const url = new URL(`${origin()}/walk/${path}`)
  // A page that differs in its fragment only would not be loaded again.
  if (new URL(page.url()).pathname === url.pathname) await page.goto(nowhere())
  await page.goto(url.href, { waitUntil: 'load' })
  await page.waitForFunction(() => window.early === null && !('veil' in document.documentElement.dataset))
}

/** The text of an element, its spaces folded as a reader sees them. */
export const textOf = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim()
