// What a page may weigh. What it takes in time is measured in bench/, where a busy machine does no harm.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from '../tools/browser.ts'
import { firstLoad } from '../tools/measuring.ts'
import { origin } from './chromium.ts'

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10

describe.skipIf(noBrowser)('the weight', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser?.close())

  it.each([
    ['/walk/encode/', 'networkidle', 175],
    ['/walk/conditions/', 'networkidle', 175],
    ['/walk/slopes/', 'networkidle', 175],
    ['/', 'load', 190],
    ['/check/', 'load', 190],
  ] as const)('a first load of %s, until %s, brings at most %i kB of JavaScript', async (path, until, most) => {
    expect(kilobytes(await firstLoad(browser, `${origin()}${path}`, until))).toBeLessThanOrEqual(most)
  })
})
