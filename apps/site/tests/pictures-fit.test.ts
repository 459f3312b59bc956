// Numbers in pictures: as much of one as there is room for, so that no two of them lie over each other; on paper, a square.
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn } from '@dit-by-hand/tools/thorough'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { brief, widthOf } from '../lib/brief.ts'
import { type Watched, walkTo, watched } from './chromium.ts'

describe('a number in a picture', () => {
  it.each([
    [0, 28, '0'],
    [-16, 28, '−16'],
    [1234567, 28, '1e6'],
    [1234567, 34, '1.2e6'],
    [-1999999, 34, '−2e6'],
    [-0.7512, 34, '−0.75'],
    [-0.7512, 28, '−0.8'],
    [1.586, 28, '1.59'],
    [-0.001, 28, '0'],
    [1234.5678, Number.POSITIVE_INFINITY, '1234.57'],
    [999999, 28, '1e6'],
  ])('%d in %d is %s', (value, room, text) => {
    expect(brief(value, room)).toBe(text)
  })

  it('fits into a square, and is about what it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
        value => {
          const text = brief(value, 28)
          expect(widthOf(text)).toBeLessThanOrEqual(28)
          expect(Math.abs(Number(text.replaceAll('−', '-')) - value)).toBeLessThanOrEqual(
            0.5 * Math.max(1, Math.abs(value)),
          )
        },
      ),
      { seed: 5 },
    )
  })
})

const huge = 'set=video.1.1:1234567,video.2.1:-89,video.3.2:999999,encoderWeight.1.1:-7/3'

describe.skipIf(noBrowser)('no two numbers of a picture lie over each other', () => {
  let walk: Watched
  beforeAll(async () => {
    walk = await watched()
  })

  const pages = [
    ['noise', `v1&${huge}`],
    ['modulate', `v1&${huge}`],
    ['slopes', `v1&${huge}`],
    ['video', `v1&${huge}`],
    ['modulate', 'v1&lesson=fractions'],
    ['modulate', 'v1&lesson=given-attention'],
    ['attention', 'v1&lesson=one-pixel-patches'],
    ['video', 'v1&lesson=softmax-attention'],
  ] as const
  it.each(inTurn(pages, 4, 1))('at %s with %s', async (place, fragment) => {
    const { page, complaints } = walk
    await walkTo(page, `${place}/#${fragment}`)
    // The pictures follow a moment after the numbers.
    await page.waitForTimeout(400)
    const over = await page.locator('.drawn svg').evaluateAll(pictures =>
      pictures.flatMap(picture => {
        const texts = [...picture.querySelectorAll('text')].map(text => ({
          said: text.textContent,
          box: text.getBoundingClientRect(),
        }))
        return texts.flatMap((a, i) =>
          texts.slice(i + 1).flatMap(b => {
            const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
            const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
            // Lines of text touch: letters do not fill the height of their line.
            return across > 2 && down > 7 ? [`${a.said} over ${b.said}`] : []
          }),
        )
      }),
    )
    expect(over).toEqual([])
    expect(await page.locator('.drawn svg text').count()).toBeGreaterThan(3)
    expect(complaints).toEqual([])
  })

  it.each([
    ['encode', 1280],
    ['conditions', 360],
    ['slopes/#v2&at=learning', 1280],
  ] as const)('and every number of %s stands in a square of the paper, %d wide', async (place, width) => {
    const { page } = walk
    await page.setViewportSize({ width, height: 720 })
    await walkTo(page, place)
    if (place.endsWith('learning')) await page.waitForSelector('.learning + .grids')
    const [square, corners] = await page.locator('.scroll').evaluate(scroll => {
      const paper = [scroll, ...scroll.children].find(each => getComputedStyle(each).backgroundImage !== 'none')
      if (!paper) throw new Error('no paper')
      const { left, top } = paper.getBoundingClientRect()
      const { backgroundSize, backgroundPositionX } = getComputedStyle(paper)
      return [
        Number.parseFloat(backgroundSize),
        [...scroll.querySelectorAll('.grids td.cell')].map(cell => {
          const box = cell.getBoundingClientRect()
          return [box.left - left + paper.scrollLeft - Number.parseFloat(backgroundPositionX), box.top - top]
        }),
      ] as const
    })
    expect(corners.length).toBeGreaterThan(10)
    for (const side of corners.flat()) expect(Math.abs(side / square - Math.round(side / square))).toBeLessThan(0.06)
    await page.setViewportSize({ width: 1280, height: 800 })
  })
})
