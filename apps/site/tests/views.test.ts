// What can be seen at once: the sheet on a phone, the line of arithmetic beside its cell, the answer on a projector.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, turn } from '@dit-by-hand/tools/thorough'
import { places } from '@dit-by-hand/walkthrough/telling'
import { beforeAll, describe, expect, it } from 'vitest'
import { origin, textOf, type Watched, walkTo, watched } from './chromium.ts'

describe.skipIf(noBrowser)('on a phone', () => {
  let phone: Watched
  beforeAll(async () => {
    phone = await watched({ viewport: { width: 360, height: 740 } })
  })

  it.each(inTurn(places, 8, 2))('%s has its sheet in the first screen, and no line over its cell', async place => {
    const { page } = phone
    await walkTo(page, `${place}/`)
    const looked = () =>
      page.evaluate(() => {
        const box = (selector: string): DOMRect | undefined => document.querySelector(selector)?.getBoundingClientRect()
        const line = document.querySelector('.line')
        return {
          matrix: box('.grids .matrix tbody')?.bottom ?? Number.POSITIVE_INFINITY,
          cell: box('.grids .lit-focus')?.bottom ?? Number.POSITIVE_INFINITY,
          line: line && getComputedStyle(line).visibility === 'visible' ? line.getBoundingClientRect().top : null,
          sideways: document.querySelector('.scroll')?.scrollLeft ?? -1,
        }
      })
    await expect
      .poll(async () => {
        const { cell, line } = await looked()
        return line === null || cell <= line + 4
      })
      .toBe(true)
    const seen = await looked()
    expect(seen.matrix).toBeLessThan(740)
    if (place === 'slopes') expect(seen.sideways).toBe(0)
  })

  it('a cell that is picked is brought into sight, with its line', async () => {
    const { page } = phone
    await walkTo(page, 'encode/')
    await page.locator('[data-cell="latent 1 3"]').click()
    await expect.poll(() => page.locator('.line').isVisible()).toBe(true)
    const [cell, line] = await page.evaluate(() =>
      ['.grids .lit-focus', '.line'].map(selector => document.querySelector(selector)?.getBoundingClientRect()),
    )
    expect(cell?.bottom).toBeLessThanOrEqual((line?.top ?? 0) + 4)
  })
})

describe.skipIf(noBrowser)('a link to a cell, on a phone', () => {
  it('brings the cell above its line', async () => {
    const { page } = await watched({ viewport: { width: 360, height: 740 } })
    await walkTo(page, 'decode/#v1&cell=decoded.4.2')
    const line = page.locator('.line')
    await expect.poll(() => textOf(line.locator('h2'))).toContain('decoded patches')
    await expect.poll(() => line.isVisible()).toBe(true)
    const [cell, top] = [await page.locator('.grids .lit-focus').boundingBox(), await line.boundingBox()]
    expect((cell?.y ?? Number.NaN) + (cell?.height ?? Number.NaN)).toBeLessThanOrEqual(top?.y ?? Number.NaN)
    expect(cell?.y).toBeGreaterThan(0)
  })
})

describe.skipIf(noBrowser)('a link to a cell, on a desk', () => {
  it('brings a cell into sight that lies far down', async () => {
    const { page } = await watched({ viewport: { width: 1280, height: 720 } })
    await walkTo(page, 'slopes/#v1&at=update&cell=modulationBiasAfter.2.1')
    await expect.poll(() => textOf(page.locator('.line h2'))).toContain('modulation bias after')
    const boxOf = (of: string) => page.locator(of).evaluate(each => each.getBoundingClientRect())
    await expect.poll(async () => (await boxOf('.grids .lit-focus')).bottom <= (await boxOf('.line')).top).toBe(true)
  })
})

describe.skipIf(noBrowser)('on a phone on its side', () => {
  it.runIf(isTurn(0))('shows a matrix of four rows whole, below all that stands above the sheet', async () => {
    const { page } = await watched({ viewport: { width: 740, height: 360 } })
    await walkTo(page, 'encode/')
    const first = page.locator('.grids .matrix tbody').first()
    // As it stands once its fonts are here.
    await expect.poll(() => first.evaluate(each => each.getBoundingClientRect().bottom)).toBeLessThanOrEqual(360)
  })
})

describe.skipIf(noBrowser)('on a small laptop, high things', () => {
  const high = [
    ['attention', 800],
    ['decode', 800],
    ['decode', 720],
    ['encode', 720],
    ['modulation', 720],
  ] as const
  it.each(inTurn(high, 3, 0))(
    '%s is seen whole, above the line that tells of it, on %i lines',
    async (place, height) => {
      const { page } = await watched({ viewport: { width: 1280, height } })
      await walkTo(page, `${place}/`)
      const [lowest, line] = await Promise.all(
        ['.grids .matrix tbody', '.line'].map(of =>
          page.locator(of).evaluateAll(all => {
            const boxes = all.map(each => each.getBoundingClientRect())
            return {
              top: Math.min(...boxes.map(({ top }) => top)),
              bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
            }
          }),
        ),
      )
      expect(lowest?.bottom).toBeLessThanOrEqual((line?.top ?? 0) + 1)
    },
  )
})

describe.skipIf(noBrowser)('a gradient that is proved', () => {
  it.runIf(isTurn(4)).each([
    [1280, 800],
    [360, 740],
  ])('has the error drawn as a curve beside it, the least where the words say, at %i×%i', async (width, height) => {
    const { page } = await watched({ viewport: { width, height } })
    await page.goto(`${origin()}/walk/feed-forward/#v1&cell=feedForwardWeight.1.1&show=proof`)
    const figure = page.locator('.error-curve')
    await figure.waitFor()
    expect(await page.locator('.line').textContent()).toContain('J would be least at 9/10, where it is 1.')
    // From 0 to 2, with the number itself, 1, in the middle.
    const [least, now] = await Promise.all(
      ['.least', '.now'].map(async of => Number(await figure.locator(of).getAttribute('cx'))),
    )
    const [from, to] = await figure
      .locator('.loss')
      .evaluate(path =>
        path instanceof SVGPathElement ? [path.getBBox().x, path.getBBox().x + path.getBBox().width] : [],
      )
    const at = (x = Number.NaN): number =>
      (2 * (x - (from ?? Number.NaN))) / ((to ?? Number.NaN) - (from ?? Number.NaN))
    expect(at(now)).toBeCloseTo(1, 2)
    expect(at(least)).toBeCloseTo(0.9, 2)
    const box = await figure.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? Number.NaN)).toBeLessThanOrEqual(width)
    // The line grew when the proof came, and lies over nothing that it speaks of.
    const cell = await page.locator('.grids .lit-focus').boundingBox()
    const line = await page.locator('.line').boundingBox()
    expect((cell?.y ?? 0) + (cell?.height ?? Number.NaN)).toBeLessThanOrEqual((line?.y ?? 0) + 4)
  })
})

describe.skipIf(noBrowser)('on paper', () => {
  const printed = [
    ['', 1],
    ['walk/attention/', 2],
  ] as const
  it.each(inTurn(printed, 3, turn))('/%s takes %i pages', async (path, pages) => {
    const { page } = await watched()
    await page.goto(`${origin()}/${path}`, { waitUntil: 'networkidle' })
    const formats = [
      ['A4', [595, 842]],
      ['Letter', [612, 792]],
    ] as const
    for (const [format, sides] of inTurn(formats, 2, pages)) {
      const pdf = (await page.pdf({ preferCSSPageSize: true, format })).toString('latin1')
      expect(pdf.match(/\/Type \/Page\b/g), format).toHaveLength(pages)
      const [, width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []
      const [wide, high] = [Number(width), Number(height)]
      // The poster lies on its side, as wide as it needs to be; a step is on the reader's paper. Chromium rounds.
      const [least, most] = path === '' ? [high, wide] : [wide, high]
      expect(Math.abs(least - (path === '' ? 595 : sides[0]))).toBeLessThan(2)
      expect(Math.abs(most - (path === '' ? 842 : sides[1]))).toBeLessThan(2)
    }
  })

  it.runIf(isTurn(3))('light letters keep their dark ground', async () => {
    const { page } = await watched()
    await page.goto(`${origin()}/`, { waitUntil: 'networkidle' })
    await page.emulateMedia({ media: 'print' })
    const number = page.locator('.station h2 b').first()
    expect(await number.evaluate(each => getComputedStyle(each).printColorAdjust)).toBe('exact')
  })
})

describe.skipIf(noBrowser)('on a small laptop', () => {
  it.runIf(isTurn(1))('no sheet is wider than its place, so that the loss is seen with the error', async () => {
    const { page } = await watched({ viewport: { width: 1280, height: 800 } })
    const stages = ['error', 'layer', 'attention', 'steering', 'update', 'learning'].map(at => `slopes/#v2&at=${at}`)
    for (const path of [...inTurn(places, 15, 4).map(place => `${place}/`), ...inTurn(stages, 3, 1)]) {
      await walkTo(page, path)
      const over = await page.locator('.scroll').evaluate(scroll => scroll.scrollWidth - scroll.clientWidth)
      expect({ path, over }).toEqual({ path, over: 0 })
    }
  })

  it.runIf(isTurn(2))('all keys are seen at once', async () => {
    const { page } = await watched({ viewport: { width: 1280, height: 800 } })
    await walkTo(page, 'encode/')
    await page.keyboard.press('?')
    const keys = page.locator('dialog[open]')
    await keys.waitFor()
    expect(await keys.evaluate(each => each.scrollHeight - each.clientHeight)).toBe(0)
  })
})

describe.skipIf(noBrowser)('on a projector', () => {
  it.runIf(isTurn(4))('draws large where there is room, and no caption over the matrix above it', async () => {
    const { page } = await watched({ viewport: { width: 1920, height: 1080 } })
    await walkTo(page, 'feed-forward/#v1&as=present')
    const cell = page.locator('.grids td.cell').first()
    await expect.poll(async () => (await cell.boundingBox())?.width).toBeGreaterThan(70)
    await page.setViewportSize({ width: 1280, height: 720 })
    // The longest stage, with small squares and long captions.
    await walkTo(page, 'slopes/#v1&as=present&at=update')
    await expect.poll(async () => (await cell.boundingBox())?.width).toBeLessThan(30)
    const over = await page.evaluate(() => {
      const tables = [...document.querySelectorAll('.grids .matrix tbody')].map(each => each.getBoundingClientRect())
      return [...document.querySelectorAll('.grids .cap > *')]
        .filter(caption => {
          const { left, right, top, bottom } = caption.getBoundingClientRect()
          return tables.some(
            table => table.left < right && table.right > left && table.top < bottom - 1 && table.bottom > top + 1,
          )
        })
        .map(caption => caption.textContent)
    })
    expect(over).toEqual([])
  })
  const longest = ['update', 'learning'].map(stage => `slopes/#v1&at=${stage}`)
  it.each([...longest, ...inTurn(places, 15, 2).map(place => `${place}/#v1`)])(
    '%s shows all its numbers and the answer at once',
    async path => {
      const { page } = await watched({ viewport: { width: 1280, height: 720 } })
      await walkTo(page, `${path}&as=present`)
      await expect
        .poll(() => page.locator('.grids').evaluate(grids => grids.style.getPropertyValue('--high')))
        .not.toBe('')
      const lowest = await page
        .locator('.grids .matrix tbody')
        .evaluateAll(all => Math.max(...all.map(each => each.getBoundingClientRect().bottom)))
      const [cell, line, result] = await page.evaluate(() =>
        ['.grids .lit-focus', '.line', '.line .result'].map(selector =>
          document.querySelector(selector)?.getBoundingClientRect(),
        ),
      )
      expect(cell?.bottom).toBeLessThanOrEqual((line?.top ?? 0) + 1)
      expect(lowest).toBeLessThanOrEqual((line?.top ?? 0) + 1)
      expect(result?.bottom).toBeLessThanOrEqual(720)
      expect(result?.right).toBeLessThanOrEqual(1280)
    },
  )
})
