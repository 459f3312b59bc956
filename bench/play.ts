// Frames dropped while a step or the opening plays, alone and beside two busy workers. `node bench/play.ts` plays both at two
// widths; `node bench/play.ts step` only those whose name begins so.
import { Worker } from 'node:worker_threads'
import { inBrowser } from '@dit-by-hand/site/tools/in-browser'
import { framesDropped } from '@dit-by-hand/site/tools/measuring'

/** The most dropped frames, in percent. */
const goal = 2
const busy = 2

const plays = [
  { name: 'step 2', path: '/walk/encode/', start: '.play-step', playing: '.player', seconds: 6 },
  { name: 'step 10', path: '/walk/slopes/#v2&at=layer', start: '.play-step', playing: '.player', seconds: 6 },
  { name: 'opening', path: '/', start: null, playing: '.opening', seconds: 18 },
] as const

const [wanted = ''] = process.argv.slice(2)
const asked = plays.filter(({ name }) => name.startsWith(wanted))
if (asked.length === 0) {
  process.stderr.write(`Nothing that is played begins with ${wanted}: ${plays.map(({ name }) => name).join(', ')}.\n`)
  process.exit(2)
}

const played = ({ path, start, playing, seconds }: (typeof plays)[number], width: number) =>
  inBrowser(async (browser, origin) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    await page.goto(`${origin}${path}`, { waitUntil: 'load' })
    if (start !== null) await page.locator(start).click()
    await page.locator(playing).waitFor()
    const frames = await framesDropped(browser, page, seconds * 1000)
    await page.close()
    return frames
  })

const told = ({ due, dropped }: Awaited<ReturnType<typeof framesDropped>>): string =>
  `${((100 * dropped) / due).toFixed(1)} % (${dropped} of ${due})`.padEnd(22)

for (const play of asked)
  for (const width of [1280, 360]) {
    const calm = await played(play, width)
    const workers = Array.from({ length: busy }, () => new Worker('for (;;) Math.hypot(1, 2)', { eval: true }))
    const pressed = await played(play, width)
    await Promise.all(workers.map(worker => worker.terminate()))
    const kept = (100 * pressed.dropped) / pressed.due <= goal
    process.stdout.write(
      `${kept ? '✓' : '✗'} ${play.name.padEnd(8)} ${`${width} px`.padEnd(8)} calm ${told(calm)} beside ${busy} busy workers ${told(pressed)} (at most ${goal} %)\n`,
    )
  }
