// The site below a path, as on a host that serves many: its own build, a few pages, nothing missing.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { caseIds } from '@dit-by-hand/spec/cases'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { thorough } from '@dit-by-hand/tools/thorough'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from '../tools/building.ts'
import { site } from '../tools/folders.ts'
import { type StaticServer, serveFolder } from '../tools/serving.ts'
import { watched } from './chromium.ts'
import { oracle } from './oracle.ts'
import { scrape, wrongIn } from './scraped.ts'

const folder = join(site, 'out-below')
const basePath = '/some/path'

// A second build takes as long as the first.
describe.skipIf(noBrowser || !thorough)('below a path', () => {
  let server: StaticServer
  beforeAll(async () => {
    await build(folder, basePath)
    server = await serveFolder(folder, { host: '127.0.0.1', basePath })
  })
  afterAll(async () => {
    await server?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('pages load, link to each other and show the right numbers; the judge and the files are found', async () => {
    const { page, complaints } = await watched({}, { home: server.origin })
    await page.goto(`${server.origin}${basePath}/`, { waitUntil: 'networkidle' })
    await page.locator(`a[href^="${basePath}/walk/opening/"]`).first().click()
    await page.waitForURL(`**${basePath}/walk/opening/**`)
    await page.locator('a[rel=next]').click()
    await page.waitForURL(`**${basePath}/walk/patchify/**`)
    const known = oracle('sora-is-sky', 'corrected')
    const shown = await scrape(page, '.walk')
    expect(Object.keys(shown)).toContain('patches')
    expect(Object.entries(shown).flatMap(([name, grid]) => wrongIn(name, grid, known[name] ?? []))).toEqual([])
    await page.goto(`${server.origin}${basePath}/check/`, { waitUntil: 'networkidle' })
    await page.locator('.spec-judge button').click()
    await page.waitForSelector('.spec-judge [data-state=ended]')
    expect(await page.locator('.spec-judge [role=status]').textContent()).toContain('✓')
    const files = await page
      .locator('a[download]')
      .evaluateAll(links => links.map(link => link.getAttribute('href') ?? ''))
    expect(files.length).toBeGreaterThan(2 * caseIds.length)
    for (const file of files) expect((await fetch(new URL(file, page.url()))).status, file).toBe(200)
    expect(complaints).toEqual([])
  })
})
