// `node apps/site/tools/film.ts FOLDER`: films the opening and a played step on both front ends, and a page that learns,
// each as one picture of many moments. Needs Chromium, and `script` of util-linux. The pictures are to be looked at, and
// are no part of the repository.
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { root } from './folders.ts'
import { inBrowser } from './in-browser.ts'
import { steadyBeat } from './steady.ts'
import { screensOf } from './terminal.ts'
import { framed } from './terminal-look.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined || existsSync(folder)) {
  process.stderr.write(
    folder === undefined
      ? 'Say where the pictures should go: node apps/site/tools/film.ts FOLDER\n'
      : `${folder} is there already; name a folder that is not.\n`,
  )
  process.exit(2)
}
mkdirSync(folder, { recursive: true })

/** Pictures of a page, or of a part of it, so many milliseconds apart. */
async function filmed(page: Page, part: string | null, every: number, count: number): Promise<readonly string[]> {
  const beat = steadyBeat(every)
  const pictures: string[] = []
  while (pictures.length < count) {
    await beat()
    const picture = await (part === null ? page : page.locator(part)).screenshot({ animations: 'allow' })
    pictures.push(picture.toString('base64'))
  }
  return pictures
}

/** Pictures side by side, as one. */
async function strip(browser: Browser, pictures: readonly string[], columns: number, name: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 } })
  const images = pictures.map(data => `<img src="data:image/png;base64,${data}">`).join('')
  await page.setContent(`<style>body { margin: 0; display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 6px;
    background: #777 } img { inline-size: 100%; display: block }</style>${images}`)
  await page.waitForFunction(() => [...document.images].every(({ complete }) => complete))
  const path = join(resolve(folder ?? '.'), `${name}.png`)
  await page.screenshot({ path, fullPage: true })
  await page.close()
  process.stdout.write(`${path}\n`)
}

/** A terminal's screens as pictures. */
async function drawn(browser: Browser, screens: readonly string[]): Promise<readonly string[]> {
  const page = await browser.newPage()
  const pictures: string[] = []
  for (const screen of screens) {
    await page.setContent(framed(screen))
    pictures.push((await page.locator('body').screenshot()).toString('base64'))
  }
  await page.close()
  return pictures
}

const command = (more: string): string => `"${process.execPath}" apps/tui/start.ts walk ${more}`
const terminal = { cwd: root, columns: 80, rows: 24 } as const
await inBrowser(async (browser, origin) => {
  for (const [width, height] of [
    [1280, 800],
    [360, 740],
  ] as const) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: 'light' })
    const page = await context.newPage()
    await page.goto(origin, { waitUntil: 'load' })
    await strip(browser, await filmed(page, '.opening', 1000, 20), width > 400 ? 4 : 5, `opening-page-${width}`)
    await page.goto(`${origin}/walk/encode/`, { waitUntil: 'networkidle' })
    await page.locator('.play-step').click()
    await strip(browser, await filmed(page, null, 450, 15), width > 400 ? 3 : 8, `step-page-${width}`)
    await page.goto(`${origin}/grow/`, { waitUntil: 'networkidle' })
    const train = page.getByRole('button', { name: 'Train from nothing' })
    await train.scrollIntoViewIfNeeded()
    await train.click()
    await page.locator('.grow-loss').scrollIntoViewIfNeeded()
    await strip(browser, await filmed(page, null, 3000, 12), width > 400 ? 4 : 6, `grow-page-${width}`)
    await context.close()
  }
  const opening = await screensOf({
    ...terminal,
    command: command('--opening always'),
    first: 'frames of',
    keys: ['r'],
    every: 1000,
    count: 20,
  })
  await strip(browser, await drawn(browser, opening), 4, 'opening-terminal')
  const step = await screensOf({
    ...terminal,
    command: command('--step encode'),
    first: 'Encode the patches',
    keys: ['p'],
    every: 350,
    count: 15,
  })
  await strip(browser, await drawn(browser, step), 3, 'step-terminal')
})
