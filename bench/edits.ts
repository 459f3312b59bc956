// Compares two builds of the site: the time from an edit to its paint. `node bench/edits.ts FOLDER` compares the built site in
// FOLDER, the one before, with today's; both are served and edited in turn.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from '@dit-by-hand/site/tools/browser'
import { ensureBuilt } from '@dit-by-hand/site/tools/building'
import { out } from '@dit-by-hand/site/tools/folders'
import { editsToPaint } from '@dit-by-hand/site/tools/measuring'
import { serveFolder } from '@dit-by-hand/site/tools/serving'
import { figuresOf } from './measure.ts'

/** A step, the matrix that is edited there, and the share of the former time that it may take. */
const steps = [
  { place: 'encode', matrix: 'encoderWeight', goal: 0.7 },
  { place: 'slopes', matrix: 'feedForwardWeight', goal: 0.4 },
] as const
const [rounds, edits] = [3, 40]

const [before] = process.argv.slice(2)
if (before === undefined || !statSync(join(before, 'index.html'), { throwIfNoEntry: false })) {
  process.stderr.write(
    before === undefined
      ? 'Say which built site is compared with: node bench/edits.ts FOLDER\n'
      : `${before} holds no index.html: it needs to be the out/ of a built site.\n`,
  )
  process.exit(2)
}
await ensureBuilt(out, '')
const servers = await Promise.all([before, out].map(folder => serveFolder(folder, { host: '127.0.0.1' })))
const browser = await launch()
try {
  for (const { place, matrix, goal } of steps) {
    const pages = await Promise.all(
      servers.map(async ({ origin }) => {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
        const page = await context.newPage()
        await page.goto(`${origin}/walk/${place}/`, { waitUntil: 'networkidle' })
        return { page, times: [] as number[] }
      }),
    )
    for (const { page } of pages) {
      await page.bringToFront()
      await editsToPaint(page, matrix, 30)
    }
    for (let round = 0; round < rounds; round++)
      for (const { page, times } of pages) {
        await page.bringToFront()
        times.push(...(await editsToPaint(page, matrix, edits)))
      }
    const [old, now] = pages.map(({ times }) => figuresOf(times))
    if (!old || !now) throw new RangeError('both builds are needed')
    const told = ({ median, p95 }: typeof old): string => `median ${median.toFixed(1)} ms, 95 % ${p95.toFixed(1)} ms`
    const ratio = now.p95 / old.p95
    console.log(
      `${ratio <= goal ? '✓' : '✗'} ${place}: before ${told(old)}; now ${told(now)}: ${ratio.toFixed(2)} × (at most ${goal} ×)`,
    )
  }
} finally {
  await browser.close()
  for (const { close } of servers) await close()
}
