// The pictures of both front ends for the README, drawn by a browser.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { launch } from './browser.ts'
import { basePathOf, ensureBuilt } from './building.ts'
import { out, root } from './folders.ts'
import { serveFolder } from './static-server.ts'
import { screenOf } from './terminal.ts'

/** A pale paper, and the sixteen colours of a terminal that can be read on it. */
const frame = (screen: string): string => `<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; background: #e9e6dd; display: inline-block; padding: 28px }
pre { margin: 0; background: #fbf8f1; color: #1b212c; padding: 18px 22px; border-radius: 8px; font: 15px/1.22 "DejaVu Sans Mono", monospace; box-shadow: 0 1px 0 #c9c5ba, 0 8px 30px #0002 }
.bold { font-weight: 700 } .dim { opacity: 0.62 } .inverse { background: #1b212c; color: #fbf8f1 } .under { text-decoration: underline } .struck { text-decoration: line-through } .italic { font-style: italic }
${[
  '#3a3f47',
  '#b3201f',
  '#2f6d2f',
  '#8a6a00',
  '#2459ad',
  '#6e45a4',
  '#156b77',
  '#7a7f87',
  '#575d69',
  '#c2312f',
  '#3c7f3c',
  '#9a7600',
  '#2f68c4',
  '#8154bd',
  '#1b7e8c',
  '#a9adb3',
]
  .map(
    (colour, i) =>
      `.f${i} { color: ${colour} } .g${i} { background: ${colour} } .inverse.f${i} { background: ${colour}; color: #fbf8f1 }`,
  )
  .join('\n')}
</style><pre>${screen}</pre>`

/** A picture that was drawn: its file and its size. */
export interface Drawn {
  readonly file: string
  readonly bytes: number
}

/** Draws a step of the site and the same step in the terminal. */
export async function draw(): Promise<readonly Drawn[]> {
  await ensureBuilt(out, basePathOf(''))
  const { origin, close } = await serveFolder(out, { host: '127.0.0.1' })
  const browser = await launch()
  const save = async (file: string, picture: Promise<Buffer>): Promise<Drawn> => {
    mkdirSync(dirname(file), { recursive: true })
    return { file, bytes: (await picture).length }
  }
  try {
    const page = await browser.newPage({ viewport: { width: 1200, height: 740 }, colorScheme: 'light' })
    await page.goto(`${origin}/walk/encode/#v1&cell=latent.1.2`, { waitUntil: 'networkidle' })
    const step = join(root, 'apps/site/screenshots/step.png')
    const site = await save(step, page.screenshot({ path: step }))

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
    await blank.setContent(frame(screen))
    const walk = join(root, 'apps/tui/screenshots/walk.png')
    const tui = await save(walk, blank.locator('body').screenshot({ path: walk }))
    return [site, tui]
  } finally {
    await browser.close()
    await close()
  }
}
