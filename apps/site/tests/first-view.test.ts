// Nothing jumps: no page moves what it has shown, whatever comes late, a font or the state of a link, nor on a slow machine.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn } from '@dit-by-hand/tools/thorough'
import { encode, home } from '@dit-by-hand/walkthrough/address'
import { describe, expect, it } from 'vitest'
import { firstView } from '../tools/measuring.ts'
import { browser, origin, watched } from './chromium.ts'

const desk = { width: 1280, height: 800 }
const phone = { width: 360, height: 740 }

const link = encode({
  ...home,
  lesson: { kind: 'case', id: 'long-video' },
  slopes: true,
  edits: [{ cell: { name: 'noise', row: 0, column: 0 }, value: '1/2' }],
})

describe.skipIf(noBrowser)('the first view', () => {
  const views: readonly (readonly [number, string])[] = [
    [1280, '/'],
    [1280, '/walk/slopes/'],
    [1280, `/walk/encode/#${link}`],
    [1280, '/walk/opening/'],
    [1280, '/about/'],
    [360, '/'],
    [360, '/walk/opening/'],
    [360, '/walk/slopes/'],
    [360, `/walk/encode/#${link}`],
    [360, '/walk/encode/#v1&reading=sideways'],
  ]
  it.each(inTurn(views, 10, 8))('at %i px, %s moves nothing', async (width, path) => {
    const { shift } = await firstView(await browser(), `${origin()}${path}`, width, 6)
    expect(shift).toBeLessThan(0.001)
  })

  it.each([desk, phone])('in a window of %o nothing stands below an exercise that is still to come', async viewport => {
    const { page } = await watched({ viewport }, { own: true })
    await page.route('**/*.js', route => route.abort())
    await page.goto(`${origin()}/practice/`, { waitUntil: 'load' })
    const foot = await page.locator('.site-foot').boundingBox()
    expect(foot?.y).toBeGreaterThanOrEqual(viewport.height)
  })
})
