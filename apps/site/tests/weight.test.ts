// What a page may weigh. What it takes in time is measured in bench/, where a busy machine does no harm.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, turn } from '@dit-by-hand/tools/thorough'
import { describe, expect, it } from 'vitest'
import { firstLoad } from '../tools/measuring.ts'
import { browser, origin } from './chromium.ts'

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10

describe.skipIf(noBrowser)('the weight', () => {
  const pages = [
    ['/walk/encode/', 'networkidle', 175],
    ['/walk/conditions/', 'networkidle', 175],
    ['/walk/slopes/', 'networkidle', 175],
    ['/', 'load', 190],
    ['/check/', 'load', 190],
  ] as const
  it.each(inTurn(pages, 3, turn))(
    'a first load of %s, until %s, brings at most %i kB of JavaScript',
    async (path, until, most) => {
      expect(kilobytes(await firstLoad(await browser(), `${origin()}${path}`, until))).toBeLessThanOrEqual(most)
    },
  )
})
