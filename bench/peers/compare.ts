// Compares ours with all peers, in Node and, where there is one, in Chromium; replaces the last result.
import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform } from 'node:os'
import { join } from 'node:path'
import { serveFolder } from '@dit-by-hand/site/tools/serving'
import { chromiumPath } from '@dit-by-hand/tools/chromium'
import { chromium } from 'playwright-core'
import { figuresOf } from '../measure.ts'
import { inTurnOnPage } from '../page.ts'
import { gradients, page } from './bundle.ts'
import type { Missing } from './engine.ts'
import { makers } from './engines.ts'
import { results } from './folders.ts'
import { goals } from './goals.ts'
import { wanted } from './install.ts'
import { type Table, tables } from './measure.ts'
import { memory, memoryText } from './memory.ts'
import { here, names, stepName } from './names.ts'
import { numpy } from './numpy.ts'
import { type Apart, apart } from './process.ts'
import { optimizing, spreadOf } from './rounds.ts'
import { torch } from './torch.ts'
import { goalsText, tableText } from './words.ts'

/** Measures in Node, each engine in a process of its own; those of NumPy and PyTorch are Python. */
async function inNode(): Promise<{ readonly tables: readonly Table[]; readonly missing: Missing }> {
  await gradients()
  const [native, python] = [numpy(), torch()]
  const missing: { [engine: string]: string } = { ...native.missing, ...python.missing }
  const started: Apart[] = []
  for (const name of Object.keys(makers))
    try {
      started.push(await apart(name))
    } catch (error) {
      if (name === names.ours) throw error
      missing[name] = error instanceof Error ? error.message : String(error)
    }
  try {
    const engines = [...started.map(({ engine }) => engine), ...native.engines, ...python.engines]
    return { missing, tables: await tables(here, engines, table => console.log(tableText(table))) }
  } finally {
    for (const { end } of started) end()
  }
}

/** Measures in Chromium, with V8's settings as in Node; without cross-origin isolation, so that all have one thread. */
async function inChromium(path: string): Promise<{ readonly tables: readonly Table[]; readonly version: string }> {
  const { origin, close } = await serveFolder(await page(), { host: '127.0.0.1', isApart: false })
  const args = ['--no-sandbox', '--disable-gpu', `--js-flags=${optimizing.join(' ')}`]
  const browser = await chromium.launch({ executablePath: path, args })
  try {
    const tab = await browser.newPage()
    tab.on('console', message => {
      if (message.type() !== 'log' || !message.text().startsWith('{')) return
      const table: Table = JSON.parse(message.text())
      console.log(tableText(table))
    })
    tab.on('pageerror', error => console.error(error.message))
    await tab.goto(origin, { waitUntil: 'load' })
    const found: readonly Table[] = await tab.evaluate("compare('Chromium')")
    return { tables: found, version: browser.version() }
  } finally {
    await browser.close()
    await close()
  }
}

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' ? Number(value.toPrecision(4)) : value

const loadOfAMinute = (): number => loadavg()[0] ?? Number.NaN

/** Measures everything, some four minutes. @returns whether every goal was met */
export async function compare(): Promise<boolean> {
  const load = { before: loadOfAMinute(), between: 0, after: 0 }
  const { tables: node, missing } = await inNode()
  load.between = loadOfAMinute()
  const held = await memory()
  console.log(memoryText(held))
  const page = chromiumPath === undefined ? undefined : await inTurnOnPage(12, 30)
  for (const [workers, times] of Object.entries(page ? { [names.ours]: page.one, [names.two]: page.two } : {}))
    console.log(
      `Chromium, isolated: ${stepName}, ${workers}: median ${figuresOf(times).median.toFixed(1)} ms, fastest ${Math.min(...times).toFixed(1)}`,
    )
  const inBrowser = chromiumPath === undefined ? undefined : await inChromium(chromiumPath)
  load.after = loadOfAMinute()
  const left = { ...missing, ...(!inBrowser && { Chromium: 'there is none on the PATH' }) }
  for (const [name, why] of Object.entries(left)) console.log(`left out: ${name}, ${why}`)

  const all = [...node, ...(inBrowser?.tables ?? [])]
  const reached = goals(node, held, page)
  console.log(goalsText(reached))
  const date = new Date().toISOString().slice(0, 10)
  const [processor] = cpus()
  const machine = {
    processor: processor?.model.trim() ?? 'unknown',
    cores: cpus().length,
    system: `${platform()} ${arch()}`,
    node: process.versions.node,
    ...(inBrowser && { chromium: inBrowser.version }),
    /** The load average of one minute, our own work included; more than one or two means that others disturbed. */
    load,
  }
  const isolated = page && { one: spreadOf(page.one), two: spreadOf(page.two) }
  const result = {
    ...{ date, machine, versions: wanted, goals: reached, memory: held },
    ...{ ...(isolated && { isolated }), left, tables: all },
  }
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'peers.json'), `${JSON.stringify(result, rounded, 2)}\n`)
  console.log(
    `\nbench/results/peers.json, load ${Object.values(load)
      .map(each => each.toFixed(1))
      .join(', ')}`,
  )
  return reached.every(({ met }) => met)
}
