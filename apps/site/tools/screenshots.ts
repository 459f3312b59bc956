// `npm run screenshots`: draws the README's picture of each front end anew. Needs Chromium, and `script` of util-linux.
import { statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './folders.ts'
import { inBrowser } from './in-browser.ts'
import { screenOf } from './terminal.ts'
import { framed } from './terminal-look.ts'

const most = 150_000
const step = join(root, 'apps/site/screenshots/step.png')
const walk = join(root, 'apps/tui/screenshots/walk.png')
await inBrowser(async (browser, origin) => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' })
  await page.goto(`${origin}/walk/encode/#v1&cell=latent.1.2`, { waitUntil: 'networkidle' })
  await page.screenshot({ path: step })

  const screen = await screenOf({
    command: `"${process.execPath}" apps/tui/start.ts walk`,
    cwd: root,
    columns: 100,
    rows: 34,
    first: 'What is given',
    keys: ['n', 'n'],
  })
  // A page of its own: the site's content security policy would refuse these styles.
  const blank = await browser.newPage()
  await blank.setContent(framed(screen))
  await blank.locator('body').screenshot({ path: walk })
})
for (const file of [step, walk]) {
  const { size } = statSync(file)
  process.stdout.write(`${relative(process.cwd(), file)}: ${(size / 1000).toFixed(0)} kB\n`)
  if (size <= most) continue
  process.stderr.write(`That is more than the ${most / 1000} kB that a picture may weigh here.\n`)
  process.exitCode = 1
}
