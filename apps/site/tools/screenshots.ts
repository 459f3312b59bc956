// `npm run screenshots`: draws the README's picture of each front end anew. Needs Chromium, and `script` of util-linux.
import { statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { launch } from './browser.ts'
import { basePathOf, ensureBuilt } from './building.ts'
import { out, root } from './folders.ts'
import { serveFolder } from './serving.ts'
import { screenOf } from './terminal.ts'

const most = 150_000
const [paper, ink] = ['#fbf8f1', '#1b212c']

/** The colours that a terminal has by default, and how they can be read on pale paper. */
const inks: { readonly [colour: string]: string | undefined } = {
  '#000000': paper, // on what is inverse
  '#BFBFBF': ink,
  '#2e3436': '#3a3f47',
  '#cc0000': '#b3201f',
  '#4e9a06': '#2f6d2f',
  '#c4a000': '#8a6a00',
  '#3465a4': '#2459ad',
  '#75507b': '#6e45a4',
  '#06989a': '#156b77',
  '#d3d7cf': '#7a7f87',
  '#555753': '#575d69',
  '#ef2929': '#c2312f',
  '#8ae234': '#3c7f3c',
  '#fce94f': '#9a7600',
  '#729fcf': '#2f68c4',
  '#ad7fa8': '#8154bd',
  '#34e2e2': '#1b7e8c',
  '#eeeeec': '#a9adb3',
}

const framed = (screen: string): string => `<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; background: #e9e6dd; display: inline-block; padding: 28px }
pre { margin: 0; background: ${paper}; padding: 18px 22px; border-radius: 8px; box-shadow: 0 1px 0 #c9c5ba, 0 8px 30px #0002 }
[style*="opacity"] { opacity: 0.62 !important }
pre > div { all: unset !important; color: ${ink} !important; font: 15px/1.22 "DejaVu Sans Mono", monospace !important }
</style>${screen.replace(/(?<=color: )#\w{6}/g, colour => inks[colour] ?? colour)}`

await ensureBuilt(out, basePathOf(''))
const { origin, close } = await serveFolder(out, { host: '127.0.0.1' })
const browser = await launch()
const step = join(root, 'apps/site/screenshots/step.png')
const walk = join(root, 'apps/tui/screenshots/walk.png')
try {
  const page = await browser.newPage({ viewport: { width: 1200, height: 740 }, colorScheme: 'light' })
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
} finally {
  await browser.close()
  await close()
}
for (const file of [step, walk]) {
  const { size } = statSync(file)
  process.stdout.write(`${relative(process.cwd(), file)}: ${(size / 1000).toFixed(0)} kB\n`)
  if (size <= most) continue
  process.stderr.write(`That is more than the ${most / 1000} kB that a picture may weigh here.\n`)
  process.exitCode = 1
}
