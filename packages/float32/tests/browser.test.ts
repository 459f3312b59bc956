// The same training in a real browser: two workers where memory can be shared, one where it cannot, and the bits of Node.

import { chromiumPath } from '@dit-by-hand/tools/chromium'
import { isTurn } from '@dit-by-hand/tools/thorough'
import { beforeAll, describe, expect, it } from 'vitest'
import { onPage } from '../fixtures/page.ts'
import { bestBuild } from '../src/wasm/load.ts'
import { type runBoth, runSmall, runWaves } from './run-small.ts'

const inBrowser = (isolated: boolean, workers: number): ReturnType<typeof runBoth> =>
  onPage(isolated, '/float32/tests/run-small.ts', `runBoth(${workers})`)

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  let isolated: Awaited<ReturnType<typeof runBoth>>
  beforeAll(async () => {
    isolated = await inBrowser(true, 2)
  })

  it('two workers share memory and come to the bits that they come to in Node', async () => {
    const there = isolated.ran
    expect(there.workers).toBe(2)
    expect(there.notes).toEqual([])
    if (there.build === bestBuild()) expect(there.parameters).toEqual((await runSmall(2)).parameters)
  })
  it.runIf(isTurn(1))('one worker trains where the page is not isolated, and says why', async () => {
    const { ran: there, waves } = await inBrowser(false, 2)
    expect(there.workers).toBe(1)
    expect(there.notes.join()).toMatch(/not cross-origin isolated/)
    if (there.build === bestBuild()) expect(there.parameters).toEqual((await runSmall(1)).parameters)
    expect(waves).toEqual(isolated.waves)
  })
  it('sines and cosines are the bits that they are in Node', async () => {
    expect(isolated.waves).toEqual(await runWaves())
  })
})
