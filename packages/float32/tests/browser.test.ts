// The same training in a real browser: two workers where memory can be shared, one where it cannot, and the bits of Node.
import { chromium } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { bestBuild } from '../src/wasm/load.ts'
import { type Ran, runSmall } from './run-small.ts'
import { chromiumPath, served } from './served.ts'

async function inBrowser(isolated: boolean, workers: number): Promise<Ran> {
  const { origin, close } = await served(isolated)
  const browser = await chromium.launch({
    ...(chromiumPath && { executablePath: chromiumPath }),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', error => problems.push(error.message))
    await page.goto(origin)
    // As text: what the test's own loader makes of an import means nothing in a page.
    const ran: Ran = await page.evaluate(
      `import('/float32/tests/run-small.ts').then(({ runSmall }) => runSmall(${workers}))`,
    )
    expect(problems).toEqual([])
    return ran
  } finally {
    await browser.close()
    close()
  }
}

describe.skipIf(chromiumPath === undefined)('in a browser', () => {
  it('two workers share memory and come to the bits that they come to in Node', async () => {
    const there = await inBrowser(true, 2)
    expect(there.workers).toBe(2)
    expect(there.notes).toEqual([])
    if (there.build === bestBuild()) expect(there.weights).toEqual((await runSmall(2)).weights)
  })
  it('one worker trains where the page is not isolated, and says why', async () => {
    const there = await inBrowser(false, 2)
    expect(there.workers).toBe(1)
    expect(there.notes.join()).toMatch(/not cross-origin isolated/)
    if (there.build === bestBuild()) expect(there.weights).toEqual((await runSmall(1)).weights)
  })
})
