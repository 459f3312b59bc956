// What tests of the page that grows share: the page opened, its numbers read, and the same asked of the engine here.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { type KnownModel, readKnown } from '@dit-by-hand/video-dit/learn/known'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { root } from '../tools/folders.ts'
import { origin, type Watched, watched } from './chromium.ts'

/** The checkpoint as it lies in the repository. */
export const checkpoint = (): Promise<KnownModel> =>
  readKnown(inMemory(readFileSync(join(root, 'packages/video-dit/trained/sky.safetensors'))))

/** The page with its first film at its last stage, without motion. */
export async function opened(
  options: BrowserContextOptions & {
    readonly home?: string
    readonly before?: string
    readonly within?: Browser
  } = {},
): Promise<Watched> {
  const { home = origin(), before, within, ...context } = options
  const found = await watched({ reducedMotion: 'reduce', ...context }, { home, within, own: before !== undefined })
  if (before !== undefined) await found.page.addInitScript(before)
  await found.page.goto(`${home}/grow/`)
  await found.page.locator('.grow-way[data-stages="9"]').waitFor()
  return found
}

/** Until the film shown is of what is asked for. */
export const settled = (page: Page): Promise<void> =>
  page.locator('.grow-way[aria-busy="false"]').waitFor({ state: 'attached' })

/** The pixels of a strip: every frame, row by row, red, green and blue; `stage` counts from 0. */
export const strip = (page: Page, stage: number): Promise<readonly number[]> =>
  page
    .locator('.grow-frames')
    .nth(stage)
    .evaluate((canvas: HTMLCanvasElement) => {
      // A copy that is made to be read: Chromium would warn of reading the page's own.
      const context = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })
      if (!context) throw new Error('the strip has no context')
      context.drawImage(canvas, 0, 0)
      const { width, height } = canvas
      const side = height
      const frames = (width + 1) / (side + 1)
      const found: number[] = []
      for (let frame = 0; frame < frames; frame++) {
        const { data } = context.getImageData(frame * (side + 1), 0, side, side)
        data.forEach((value, i) => {
          if (i % 4 !== 3) found.push(value)
        })
      }
      return found
    })

/** How far two films are apart, in levels of a byte: on average and at most. */
export function apart(a: ArrayLike<number>, b: ArrayLike<number>): { readonly mean: number; readonly most: number } {
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers are not ${b.length}`)
  const all = Array.from(a, (value, i) => Math.abs(value - at(b, i)))
  return { mean: all.reduce((sum, each) => sum + each, 0) / all.length, most: all.reduce((x, y) => Math.max(x, y), 0) }
}

/** The losses in the page's table, by step. */
export const lossesOf = async (page: Page): Promise<ReadonlyMap<number, number>> => {
  const rows = await page
    .locator('.grow-numbers tbody tr')
    .evaluateAll(all => all.map(row => [...row.querySelectorAll('th, td')].map(cell => Number(cell.textContent))))
  return new Map(rows.map(([step, loss]) => [step ?? Number.NaN, loss ?? Number.NaN]))
}

/** The step that the page says its net stands at. */
export const stepOf = async (page: Page): Promise<number> =>
  Number(await page.locator('[data-step]').getAttribute('data-step'))
