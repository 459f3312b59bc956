// The manners of the walk: a step that a link hides is led to by nothing; an address that is nearly right leads on.
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { places } from '@dit-by-hand/walkthrough/telling'
import { beforeAll, describe, expect, it } from 'vitest'
import { origin, textOf, type Watched, walkTo, watched } from './chromium.ts'

const hidden = ['encode', 'noise', 'modulation', 'attention', 'decode'] as const
const isHidden = (address: string): boolean => hidden.some(place => address.includes(`/walk/${place}/`))
const link = `v1&hide=${hidden.map(place => places.indexOf(place)).join()}`

describe.skipIf(noBrowser)('the walk', () => {
  let walk: Watched
  beforeAll(async () => {
    walk = await watched()
  })

  it.runIf(isTurn(0)).each(
    inTurn(
      places.filter(place => !isHidden(`/walk/${place}/`)),
      10,
      6,
    ),
  )('at %s nothing leads to a hidden step: not the map, not a cell, not the misprint, not a key', async place => {
    const { page, complaints } = walk
    const arrive = async (): Promise<void> => {
      await walkTo(page, `${place}/#${link}`)
      await page.keyboard.press('c')
      await page.locator('.walk .used, .walk:not(:has(.line))').waitFor()
    }
    await arrive()
    const hrefs = await page.locator('.walk a[href*="/walk/"]').evaluateAll(all => all.map(a => a.getAttribute('href')))
    expect(hrefs.filter(href => isHidden(href ?? ''))).toEqual([])
    const led: (string | null)[] = []
    for (let i = 0; i < (thorough ? 12 : 5); i++) {
      const pressed = await page.evaluate(nth => {
        const all = document.querySelectorAll<HTMLElement>('.line .token, .line .tool, .tools .where .token')
        const button = all[nth % Math.max(1, all.length)]
        button?.click()
        return button?.textContent ?? null
      }, i)
      led.push(pressed)
      await page.waitForTimeout(40)
      expect([led, page.url(), isHidden(page.url())]).toEqual([led, page.url(), false])
      if (!page.url().includes(`/walk/${place}/`)) await arrive()
    }
    await arrive()
    for (const key of ['n', 'n', 'N', 'N', 'N']) {
      await page.keyboard.press(key)
      await page.waitForTimeout(60)
      expect(isHidden(page.url())).toBe(false)
    }
    // A file that is missing is a complaint of its own, with its address; a browser asks for an icon by itself.
    expect(complaints.filter(text => !text.includes('Failed to load resource'))).toEqual([])
  })

  it('goes on where a part of the page does not come, and asks for it again on the reader’s word', async () => {
    const { page } = await watched({}, { own: true })
    await walkTo(page, 'noise/')
    await page.route('**/_next/static/chunks/**', route => route.abort())
    // Nobody misses the title that a matrix would have had: not where its picture is already known to be missing.
    await page.locator('[data-matrix="noised"]').first().hover()
    await page.locator('.pictures > .missing').waitFor()
    await page.waitForTimeout(500)
    expect(await page.locator('main > .missing').count()).toBe(0)
    await page.locator('[data-cell="noised 0 1"]').click()
    await page.keyboard.press('?')
    // One in the place of the dialog, and one in that of a picture.
    const missing = page.locator('.walk > .missing')
    await missing.waitFor()
    expect(await textOf(page.locator('.line h2'))).toBe('noised latent, feature 1, patch 2')
    await page.unroute('**/_next/static/chunks/**')
    await missing.getByRole('button').click()
    await page.locator('dialog[open]').waitFor()
    expect(await missing.count()).toBe(0)
  })

  it('says once that parts did not load, first of what was asked for, and then of the others', async () => {
    const { page } = await watched({}, { own: true })
    await walkTo(page, 'noise/')
    await page.route('**/_next/static/chunks/**', route => route.abort())
    await page.locator('[data-cell="noise 0 1"]').click()
    const [asked, unseen] = [page.locator('.walk > .missing'), page.locator('main > .missing')]
    await unseen.waitFor()
    await page.keyboard.press('?')
    await asked.waitFor()
    expect(await unseen.isVisible()).toBe(false)
    await page.unroute('**/_next/static/chunks/**')
    await asked.getByRole('button').press('Enter')
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('Escape')
    await unseen.getByRole('button').press('Enter')
    await expect.poll(() => unseen.count()).toBe(0)
  })

  it('says where the field for a number or what reads links does not come, over no arithmetic, and does it on the word', async () => {
    const { page, complaints } = await watched({}, { own: true })
    await walkTo(page, 'noise/')
    await page.route('**/_next/static/chunks/**', route => route.abort())
    const cell = page.locator('[data-cell="noise 0 1"]')
    await cell.click()
    await page.keyboard.press('7')
    const missing = page.locator('main > .missing')
    await missing.waitFor()
    // The keys are free once the field did not come either, and the line of arithmetic is seen whole.
    await expect
      .poll(() => page.keyboard.press('ArrowLeft').then(() => textOf(page.locator('.line h2'))))
      .toBe('sampled noise, feature 1, patch 1')
    const [said, line] = [await missing.boundingBox(), await page.locator('.line').boundingBox()]
    if (!said || !line) throw new Error('neither what is said nor the line is on the page')
    expect(said.y + said.height).toBeLessThan(line.y)
    await page.unroute('**/_next/static/chunks/**')
    await missing.getByRole('button').click()
    await expect.poll(() => missing.count()).toBe(0)
    await expect.poll(() => page.url()).toContain('#v1&cell=noise.1.1')
    await cell.focus()
    await page.keyboard.press('7')
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(cell)).toMatch(/^7/)
    expect(complaints.filter(text => !text.includes('Failed to load resource'))).toEqual([])
  })

  it('keeps a link whose lesson does not come, and opens it on the reader’s word', async () => {
    const { page, complaints } = await watched({}, { own: true })
    await page.route('**/lessons/long-video.json', route => route.abort())
    await page.goto(`${origin()}/walk/noise/#v1&lesson=long-video`, { waitUntil: 'load' })
    const missing = page.locator('main > .missing')
    await missing.waitFor()
    await page.unroute('**/lessons/long-video.json')
    await missing.getByRole('button').click()
    await expect.poll(() => textOf(page.locator('.lesson-name'))).toContain('Nine frames')
    expect(await missing.count()).toBe(0)
    expect(page.url()).toContain('lesson=long-video')
    expect(complaints.filter(text => !text.includes('Failed to load resource'))).toEqual([])
  })

  it('says that a lesson cannot be opened for want of a part, not that it is wrong', async () => {
    const { page } = await watched({}, { own: true })
    await page.goto(`${origin()}/lessons/`, { waitUntil: 'networkidle' })
    await page.route('**/_next/static/chunks/**', route => route.abort())
    const begin = page.getByRole('button', { name: 'Start from blank' })
    await begin.click()
    const problems = page.locator('.problems')
    await expect.poll(() => textOf(problems)).toBe('This lesson cannot be opened yet:a part of the page did not load')
    await page.unroute('**/_next/static/chunks/**')
    await begin.click()
    await page.waitForURL('**/walk/opening/#v1&pack=*')
  })

  it('says of a link whose lesson is none that it cannot be read, and nothing of what failed within', async () => {
    const { page } = await watched()
    await page.goto(`${origin()}/lessons/#v1&pack=AAAA`, { waitUntil: 'load' })
    await page.getByRole('button', { name: 'Save it as a file' }).click()
    const said = page.getByText('The lesson of this link')
    await expect.poll(() => textOf(said)).toBe('The lesson of this link cannot be read.')
  })

  it('says each step of its map once', async () => {
    const { page } = walk
    await walkTo(page, 'noise/')
    const devtools = await page.context().newCDPSession(page)
    const { nodes } = await devtools.send('Accessibility.getFullAXTree')
    const said = nodes.flatMap(({ ignored, role, name, description }) =>
      !ignored && role?.value === 'link' && /^(Step \d+, |What )/.test(String(name?.value))
        ? [[String(name?.value), description?.value === '' || description === undefined]]
        : [],
    )
    expect(said).toEqual(said.map(([name]) => [name, true]))
    expect(said).toHaveLength(places.length)
  })

  it('says that a step is hidden, and shows nothing of it', async () => {
    const { page } = walk
    await walkTo(page, `encode/#${link}`)
    expect(await textOf(page.locator('.telling'))).toBe('This step is hidden by the link that you followed.')
    expect(await page.locator('.walk :is(.matrix, .line, .formula, .drawn, .errata, details)').count()).toBe(0)
  })

  it.runIf(isTurn(4))(
    'does nothing out of sight: how many steps a video takes is chosen only where one is generated',
    async () => {
      const { page } = walk
      const chosen = [
        ['noise', undefined],
        ['closing', undefined],
        ['denoise', 'steps=2'],
      ] as const
      for (const [place, steps] of inTurn(chosen, 2, 0)) {
        await walkTo(page, `${place}/#v1&show=slopes`)
        await page.keyboard.press('s')
        await page.keyboard.press('x')
        await page.waitForURL(/reading=printed/)
        expect(/steps=\d/.exec(page.url())?.[0], place).toBe(steps)
      }
    },
  )

  const leading = [
    ['/walk/02/', 'encode'],
    ['/walk/013/', 'video'],
    ['/walk/Feed_Forward/', 'feed-forward'],
    ['/walk/2/', 'encode'],
    ['/walk/', 'opening'],
  ] as const
  it.each(inTurn(leading, 2, 0))('%s leads to %s, and takes along what the link says', async (path, place) => {
    const { page } = walk
    await page.goto(`${origin()}${path}#v1&reading=printed`, { waitUntil: 'load' })
    await page.waitForURL(`${origin()}/walk/${place}/#v1&reading=printed`)
  })

  const nowhere = [
    ['/walk/99/', /The walk has 13 steps, numbered from 1\./],
    ['/walk/0/', /The walk has 13 steps/],
    ['/walk/encod/', /Did you mean encode/],
    ['/no-such-page/', /This address leads nowhere/],
  ] as const
  it.each(inTurn(nowhere, 2, 0))('%s is nowhere, and says what would do', async (path, says) => {
    const { page } = walk
    await page.goto(`${origin()}${path}`, { waitUntil: 'load' })
    await expect.poll(() => textOf(page.locator('main'))).toMatch(says)
  })
})
