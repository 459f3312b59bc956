// The page that grows: its films and losses are those of the engine here, and all it offers works, by keyboard and on slow
// browsers too.
import { readFileSync } from 'node:fs'
import { float } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { evaluate, gridFrom } from '@dit-by-hand/graph/evaluate'
import { noBrowser } from '@dit-by-hand/tools/chromium'
import { inTurn, isTurn, thorough } from '@dit-by-hand/tools/thorough'
import { whole } from '@dit-by-hand/video-dit/checkpoint/save'
import { inMemory } from '@dit-by-hand/video-dit/checkpoint/source'
import { loadState } from '@dit-by-hand/video-dit/checkpoint/state'
import { momentNet, noiseOf } from '@dit-by-hand/video-dit/explain/moment'
import { readFilm } from '@dit-by-hand/video-dit/film/read'
import { standing } from '@dit-by-hand/video-dit/learn/beginning'
import { worldClips } from '@dit-by-hand/video-dit/learn/clips'
import { openGenerator, toldTime, usualSampling } from '@dit-by-hand/video-dit/learn/generate'
import { configOf } from '@dit-by-hand/video-dit/learn/recipe'
import { fast } from '@dit-by-hand/video-dit/learn/recipes'
import { openRun } from '@dit-by-hand/video-dit/learn/run'
import { filesOf, readOrigin } from '@dit-by-hand/video-dit/learn/save'
import { clipShape } from '@dit-by-hand/video-dit/net'
import { countsOf, nullPromptCounts } from '@dit-by-hand/video-dit/world/words'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { tickText } from '../components/chart/curve.ts'
import { launch } from '../tools/browser.ts'
import { out } from '../tools/folders.ts'
import { firstLoad } from '../tools/measuring.ts'
import { serveFolder } from '../tools/serving.ts'
import { browser, origin, textOf } from './chromium.ts'
import { apart, checkpoint, lossesOf, opened, settled, stepOf, strip } from './grow.ts'
import { moving, objections, sideways } from './look.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const said = (page: Page): Promise<string> => textOf(page.locator('.grow-said'))

it.each([
  [0.25, '0.25'],
  [-5e-6, '−5e−6'],
  [2.5e-6, '2.5e−6'],
  [0.1 + 0.2, '0.3'],
  [20, '20'],
])('a tick at %d is called %s', (tick, text) => {
  expect(tickText(tick)).toBe(text)
})

describe.skipIf(noBrowser)('the page that grows', () => {
  it.runIf(isTurn(1))('makes the film that the engine makes here, and others for other wishes', async () => {
    const { page, complaints } = await opened()
    await settled(page)
    const { info, predicts, codec, weights } = await checkpoint()
    const generator = await openGenerator(info.config, predicts, { batch: 1, seed: 1, decode: codec.decode })
    generator.bring(weights)
    const filmFor = (words: readonly number[], guidance: number) =>
      at(generator.films([words], [0], { ...usualSampling, steps: 8, guidance }), 0).pixels
    const moon = countsOf({ who: 'moon', deed: 'rises', when: 'night' })
    const first = await strip(page, 8)
    expect(apart(first, filmFor(moon, 1.25))).toEqual({ mean: expect.closeTo(0, 1), most: expect.closeTo(0, 0) })
    expect(apart(await strip(page, 0), first).mean).toBeGreaterThan(20)

    await page.getByText('dusk', { exact: true }).click()
    await expect.poll(() => textOf(page.locator('.grow-caption'))).toContain('“moon rises at dusk”')
    await settled(page)
    const dusk = countsOf({ who: 'moon', deed: 'rises', when: 'dusk' })
    await expect.poll(async () => apart(await strip(page, 8), filmFor(dusk, 1.25)).mean).toBeLessThan(0.1)
    const download = page.waitForEvent('download')
    await button(page, 'Save as a GIF').click()
    const file = await download
    expect(file.suggestedFilename()).toBe('moon-rises-at-dusk.gif')
    const gif = readFilm(new Uint8Array(readFileSync(await file.path())))
    expect(gif).toMatchObject({ frames: 8, height: 256, width: 256 })
    await button(page, 'Another').click()
    await expect.poll(async () => apart(await strip(page, 8), filmFor(dusk, 1.25)).mean).toBeGreaterThan(1)
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(4))('goes on from the end of a film as the engine here does, and begins anew', async () => {
    const { page, complaints } = await opened()
    await settled(page)
    const caption = () => textOf(page.locator('.grow-caption'))
    const before = await strip(page, 8)
    await button(page, 'Go on from its end').click()
    await page.getByText('sets', { exact: true }).click()
    await expect.poll(caption).toContain('“moon sets at night”, after “moon rises at night”')
    const { info, predicts, codec, weights, size } = await checkpoint()
    const frame = Uint8Array.from(before.slice(-before.length / size.frames))
    const first = standing({ ...size, frames: 1, pixels: frame }, size.frames, codec)
    const generator = await openGenerator(info.config, predicts, { batch: 1, seed: 1, decode: codec.decode, first })
    generator.bring(weights)
    const sets = countsOf({ who: 'moon', deed: 'sets', when: 'night' })
    const sampling = { ...usualSampling, steps: 8, guidance: 1.25 }
    const wanted = at(generator.films([sets], [0], sampling), 0).pixels
    await expect.poll(async () => apart(await strip(page, 8), wanted).mean).toBeLessThan(0.1)
    // It begins where the other ended, which itself had moved.
    expect(apart(wanted.slice(0, frame.length), frame).mean).toBeLessThan(5)
    expect(apart(before.slice(0, frame.length), frame).mean).toBeGreaterThan(10)
    await button(page, 'Begin anew').click()
    await expect.poll(caption).not.toContain('after “')
    await expect.poll(async () => apart(await strip(page, 8), wanted).mean).toBeGreaterThan(1)
    expect(complaints).toEqual([])
  })

  it.runIf(thorough)('takes a step that the graph takes in double precision', async () => {
    const { page } = await opened()
    const steps = page.getByRole('slider', { name: /^Steps/ })
    await steps.focus()
    await page.keyboard.press('Home')
    await page.locator('.grow-way[data-stages="2"][aria-busy="false"]').waitFor()
    const { info, codec, weights } = await checkpoint()
    const net = momentNet(info)
    const of = clipShape(info.config)
    const grid = (cells: ArrayLike<number>, [rows, columns]: readonly [number, number]) =>
      gridFrom([rows, columns], (row, column) => at(cells, column * rows + row))
    const noise = noiseOf(info.config, 1)
    const brought = Object.entries(weights).map(([name, cells]) => [name, grid(cells, named(net, name).shape)])
    const velocity = (words: readonly number[]) =>
      named(
        evaluate(
          net,
          {
            x: grid(noise, of),
            time: [[toldTime(1)]],
            words: words.map(each => [each]),
            ...Object.fromEntries(brought),
          },
          float,
        ),
        'velocity',
      )
    const [led, unled] = [
      velocity(countsOf({ who: 'moon', deed: 'rises', when: 'night' })),
      velocity(nullPromptCounts(info.config.words)),
    ]
    const clip = noise.map((cell, i) => {
      const [row, column] = [i % of[0], Math.floor(i / of[0])]
      const [v, u] = [at(at(led, row), column), at(at(unled, row), column)]
      return cell - (u + 1.25 * (v - u))
    })
    const { mean, most } = apart(await strip(page, 1), codec.decode(clip).pixels)
    expect(mean).toBeLessThan(0.1)
    expect(most).toBeLessThanOrEqual(2)
  })

  it.runIf(thorough)(
    'learns to the losses of the engine here, halts and goes back; saved it goes on to the same',
    async () => {
      const { page, complaints } = await opened()
      await page.getByLabel('Threads').fill('2')
      await button(page, 'Train from scratch').click()
      // The third moment that it keeps.
      const moment = 2
      await page.locator('.grow-back').nth(moment).waitFor({ timeout: 90_000 })
      const kept = Number(await page.locator('.grow-back .number').nth(moment).textContent())
      await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(kept + 2)
      await button(page, 'Pause').click()
      await expect.poll(() => said(page)).toMatch(/^Paused at step/)
      const halted = await stepOf(page)
      await page.waitForTimeout(300)
      expect(await stepOf(page)).toBe(halted)
      await page.getByText('The losses in numbers').click()
      const before = await lossesOf(page)

      const clips = worldClips(fast.seed, fast.clips, fast)
      const run = await openRun(fast, clips, { workers: 2 })
      const losses: number[] = []
      while (run.trainer.steps < kept) losses.push((await run.step()).loss)
      for (let step = 1; step <= Math.min(10, kept); step++)
        expect(before.get(step)).toBeCloseTo(at(losses, step - 1), 4)

      await button(page, `Back to step ${kept}`).click()
      await expect.poll(() => said(page)).toBe(`Back at step ${kept}.`)
      expect(await stepOf(page)).toBe(kept)
      const download = page.waitForEvent('download')
      await button(page, 'Save to continue later').click()
      const file = await download
      expect(file.suggestedFilename()).toBe('sky.training.safetensors')
      const path = await file.path()
      const source = inMemory(readFileSync(path))
      expect(await readOrigin(source)).toMatchObject({ recipe: fast, workers: 2, clips: clips.digest })
      const state = await loadState(source, configOf(fast, clips.vocabulary.length))
      expect(state.step).toBe(kept)
      const own = run.trainer.byName(run.trainer.state.parameters)
      for (const [name, cells] of Object.entries(state.parameters ?? {}))
        expect(apart(cells ?? [], named(own, name)).most, name).toBeLessThan(2e-3)
      const onward = [(await run.step()).loss, (await run.step()).loss]
      await run.close()
      expect(complaints).toEqual([])

      await button(page, 'Start over').click()
      await button(page, 'Keep it').click()
      expect(await stepOf(page)).toBe(kept)
      await button(page, 'Start over').click()
      await button(page, 'Forget it').click()
      await button(page, 'Train from scratch').waitFor()
      await page.locator('input[type="file"]').setInputFiles({
        name: file.suggestedFilename(),
        mimeType: 'application/octet-stream',
        buffer: readFileSync(path),
      })
      await expect.poll(() => said(page), { timeout: 90_000 }).toContain('is open: its training can continue')
      expect(await stepOf(page)).toBe(kept)
      await button(page, 'Continue').click()
      await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(kept + 2)
      await button(page, 'Pause').click()
      await page.getByText('The losses in numbers').click()
      const after = await lossesOf(page)
      onward.forEach((loss, i) => {
        expect(after.get(kept + i + 1)).toBeCloseTo(loss, 4)
      })
      expect(complaints).toEqual([])
    },
  )

  it.runIf(thorough)(
    'learns: the loss falls, on from a file too, and the film is then of the net that learns',
    async () => {
      const { page } = await opened()
      await page.getByRole('button', { name: /^Train sky.* further$/ }).click()
      await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(4)
      await page.getByText('The losses in numbers').click()
      // It begins where learning from nothing comes to after hundreds of steps.
      for (const [, loss] of await lossesOf(page)) expect(loss).toBeLessThan(2)
      await button(page, 'Pause').click()
      await expect.poll(() => said(page)).toMatch(/^Paused/)
      const first = Number((await checkpoint()).metadata.steps)
      await expect.poll(() => textOf(page.locator('.grow-took'))).toContain(`trained for ${first} steps`)
      await page.getByText('the network training below').click()
      const all = first + (await stepOf(page))
      await expect.poll(() => textOf(page.locator('.grow-took'))).toContain(`trained for ${all} steps`)
    },
  )

  /** The page with a network that has learned two steps and is paused, and how it is given a file. */
  const learned = async () => {
    const { page } = await opened()
    const file = page.locator('input[type="file"]')
    const give = (name: string, buffer: Buffer) =>
      file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await button(page, 'Train from scratch').click()
    await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(2)
    await button(page, 'Pause').click()
    await expect.poll(() => said(page)).toMatch(/^Paused at step/)
    return { page, give, halted: await stepOf(page) }
  }

  it.runIf(isTurn(3))('loses nothing that it has learned unasked: not to a file, a link or the way back', async () => {
    const { page, give, halted } = await learned()

    await give('cat.training.safetensors', Buffer.from('no model at all, only a line of text'))
    await button(page, 'Keep the network').click()
    expect(await stepOf(page)).toBe(halted)
    await give('cat.training.safetensors', Buffer.from('no model at all, only a line of text'))
    await button(page, 'Continue with the file').click()
    await expect
      .poll(() => said(page))
      .toMatch(/^cat\.training\.safetensors cannot be continued: .* not a safetensors file\.$/)
    expect(await stepOf(page)).toBe(halted)

    await page.getByRole('link', { name: 'Ladder' }).first().click()
    await page.waitForURL('**/ladder/')
    await page.goBack()
    await page.locator('.grow-way[data-stages="9"]').waitFor()
    expect(await stepOf(page)).toBe(halted)
  })

  it.runIf(thorough)('loses nothing to a closed page, nor where its file comes from other kernels', async () => {
    const { page, give, halted } = await learned()
    const asked: string[] = []
    page.on('dialog', dialog => {
      asked.push(dialog.type())
      void dialog.dismiss()
    })
    await button(page, 'Continue').click()
    await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThan(halted)
    await page.getByRole('link', { name: 'Ladder' }).first().click()
    await page.waitForURL('**/ladder/')
    await page.evaluate(() => location.reload())
    await expect.poll(() => asked).toEqual(['beforeunload'])
    await page.goBack()
    await expect.poll(() => said(page)).toMatch(/^Paused at step/)
    const further = await stepOf(page)
    expect(further).toBeGreaterThan(halted)

    const download = page.waitForEvent('download')
    await button(page, 'Save to continue later').click()
    const saved = readFileSync(await (await download).path())
    // As other kernels would have written it.
    const other = Buffer.from(saved.toString('latin1').replace('relaxed-simd', 'plain-simd12'), 'latin1')
    await give('other.training.safetensors', other)
    await button(page, 'Continue with the file').click()
    await expect.poll(() => said(page), { timeout: 90_000 }).toContain('is open: its training can continue')
    expect(await stepOf(page)).toBe(further)
    expect(await textOf(page.locator('.grow-learn .grow-slower'))).toContain('started with plain-simd12 kernels')
    await page.reload()
    await button(page, 'Train from scratch').waitFor()
    expect(asked).toEqual(['beforeunload'])
  })

  it.runIf(isTurn(0))('shows the films of a file’s net as they are, and says what it is', async () => {
    const recipe = {
      ...fast,
      height: 12,
      width: 20,
      frames: 2,
      patch: [1, 12, 20],
      features: 16,
      heads: 1,
      depth: 1,
      clips: 79,
    } as const
    const clips = worldClips(recipe.seed, recipe.clips, recipe)
    const run = await openRun({ ...recipe, codes: { count: 6, whitening: 0.5 } }, clips, {})
    await run.step()
    const buffer = Buffer.from(whole(filesOf(run, clips).model))
    await run.close()
    const { page, complaints } = await opened()
    expect(await textOf(page.locator('.grow-facts'))).toContain('Its films have 8 frames of 16 × 16 pixels')
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'low.safetensors', mimeType: 'application/octet-stream', buffer })
    await expect
      .poll(() => textOf(page.locator('.grow-facts')))
      .toMatch(
        /^low\.safetensors is a network of [\d,]+ parameters that knows 17 words and was trained for 1 step\. It has 1 block of 1 head and is 16 features wide\. Its films have 2 frames of 12 × 20 pixels\.$/,
      )
    await settled(page)
    const { width, height } = (await page.locator('.grow-large').boundingBox()) ?? { width: 0, height: 1 }
    expect(width / height).toBeCloseTo(20 / 12, 1)
    const strip = await page.locator('.grow-frames').first().boundingBox()
    expect(strip?.height).toBeLessThanOrEqual(49)
    await button(page, 'Train low.safetensors further').click()
    await page.getByText('the network training below').click()
    expect(await page.getByText('low.safetensors', { exact: true }).count()).toBe(1)
    expect(complaints).toEqual([])
  })

  it.runIf(thorough)('refuses files that are none of ours, saying why, and keeps its net', async () => {
    const { page, complaints } = await opened()
    const file = page.locator('input[type="file"]')
    const give = (name: string, text: string) =>
      file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(text) })
    await give('cat.safetensors', 'no model at all, only a line of text')
    await expect.poll(() => said(page)).toMatch(/^cat\.safetensors cannot be used: /)
    await give('cat.training.safetensors', 'no model at all, only a line of text')
    await expect.poll(() => said(page)).toMatch(/^cat\.training\.safetensors cannot be continued: /)
    await button(page, 'Another').click()
    await settled(page)
    expect(await page.locator('.grow-problem').count()).toBe(0)
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(2))(
    'opens: shares add up to one, a cell’s line leads on, and axe has no objection, in light and dark',
    async () => {
      const { page, complaints } = await opened()
      const before = await page.evaluate(() => performance.getEntriesByType('resource').length)
      await button(page, 'Open the network').click()
      await page.locator('.grow-shares tbody tr').first().waitFor()
      expect(await page.evaluate(() => performance.getEntriesByType('resource').length)).toBeGreaterThan(before)
      for (const row of await page.locator('.grow-shares tbody tr').all()) {
        const shares = await row.locator('.number').allTextContents()
        expect(shares.reduce((sum, share) => sum + Number(share), 0)).toBeCloseTo(1, 1)
      }
      await page.locator('.grow-line-values strong').waitFor()
      await page.getByLabel('Matrix').selectOption('block1.mlp.down')
      await expect.poll(() => textOf(page.locator('.grow-line-head'))).toBe('block1.mlp.down, row 1, column 1')
      await page.locator('.grow-matrix [aria-pressed="true"]').focus()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => textOf(page.locator('.grow-line-head'))).toBe('block1.mlp.down, row 2, column 2')
      await page.locator('.grow-line-names .grow-piece').first().click()
      await expect
        .poll(() => textOf(page.locator('.grow-line-head')))
        .toMatch(/^block1\.mlp\.(down\.weight|activated), row 2/)
      for (const colorScheme of inTurn(['light', 'dark'] as const, 2, 1)) {
        await page.emulateMedia({ colorScheme })
        expect(await objections(page), colorScheme).toEqual([])
      }
      await page.setViewportSize({ width: 360, height: 740 })
      expect(await sideways(page)).toBeLessThanOrEqual(0)
      expect(await moving(page)).toEqual([])
      expect(complaints).toEqual([])
    },
  )

  it.runIf(isTurn(1))('leaves out parts as the engine here does, and says which', async () => {
    const { page, complaints } = await opened()
    await settled(page)
    await button(page, 'Open the network').click()
    const { info, predicts, codec, weights } = await checkpoint()
    const filmWithout = async (...without: readonly string[]) => {
      const generator = await openGenerator(info.config, predicts, { batch: 1, seed: 1, decode: codec.decode, without })
      generator.bring(weights)
      const moon = countsOf({ who: 'moon', deed: 'rises', when: 'night' })
      const sampling = { ...usualSampling, steps: 8, guidance: 1.25 }
      return at(generator.films([moon], [0], sampling), 0).pixels
    }
    const beside = page.locator('.grow-beside')
    const said = () => textOf(beside.locator('figcaption').nth(1))
    await beside.waitFor()
    expect(await said()).toBe('without the positions')
    // Behind the strips of the nine stages: the whole network's, and the one without.
    expect(apart(await strip(page, 9), await strip(page, 8))).toEqual({ mean: 0, most: 0 })
    const unplaced = await filmWithout('positions')
    expect(apart(await strip(page, 10), unplaced)).toEqual({ mean: expect.closeTo(0, 1), most: expect.closeTo(0, 0) })
    expect(apart(await strip(page, 9), unplaced).mean).toBeGreaterThan(1)
    const part = (block: string, name: string) =>
      page.getByRole('group', { name: block }).getByRole('button', { name: `leave out ${name}` })
    await part('Block 2', 'MLP').click()
    await part('What goes in', 'positions').press('Space')
    await expect.poll(said).toBe('without the MLP of block 2')
    expect(await part('Block 2', 'MLP').getAttribute('aria-pressed')).toBe('true')
    expect(apart(await strip(page, 10), await filmWithout('block1.mlp')).mean).toBeLessThan(0.1)
    await part('Block 2', 'MLP').click()
    await expect.poll(said).toBe('nothing is left out yet')
    expect(apart(await strip(page, 10), await strip(page, 8)).mean).toBe(0)
    expect(complaints).toEqual([])
  })

  it.runIf(isTurn(3))('is gone through with the keyboard alone', async () => {
    const { page } = await opened()
    const tabTo = async (wanted: string): Promise<void> => {
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab')
        const name = await page.evaluate(() => {
          const element = document.activeElement
          const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
          return `${element?.getAttribute('aria-label') ?? ''} ${label ?? ''} ${element?.textContent ?? ''}`
        })
        if (name.includes(wanted)) return
      }
      throw new Error(`Tab never comes to ${wanted}`)
    }
    await page.locator('#main').focus()
    await tabTo('Step back')
    await page.keyboard.press('Enter')
    await expect.poll(() => textOf(page.locator('.grow-caption'))).toContain('after 7 of 8 steps')
    await tabTo('Sampling step')
    await page.keyboard.press('Home')
    await expect.poll(() => textOf(page.locator('.grow-caption'))).toContain('noise')
    await tabTo('moon')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => textOf(page.locator('.grow-caption'))).toContain('“cloud rises at night”')
    await tabTo('Train from scratch')
    await page.keyboard.press('Enter')
    await button(page, 'Pause').waitFor()
    await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(1)
    await tabTo('Pause')
    await page.keyboard.press('Enter')
    await expect.poll(() => said(page), { timeout: 90_000 }).toMatch(/^Paused/)
    await tabTo('Open the network')
    await page.keyboard.press('Enter')
    await page.locator('.grow-shares tbody tr').first().waitFor()
  })

  it.runIf(thorough)('moves only where motion is wanted, and can be held', async () => {
    const { page } = await opened({ reducedMotion: 'no-preference' })
    const frame = page.getByRole('slider', { name: 'Frame' })
    const now = await frame.inputValue()
    await expect.poll(() => frame.inputValue()).not.toBe(now)
    await button(page, 'Pause the frames').click()
    const held = await frame.inputValue()
    await page.waitForTimeout(400)
    expect(await frame.inputValue()).toBe(held)
    await expect.poll(() => textOf(page.locator('.grow-caption'))).toContain('the film')
  })

  it('brings a modest first load; what opens the net comes when it is asked for', async () => {
    expect(Math.round((await firstLoad(await browser(), `${origin()}/grow/`, 'load')) / 100) / 10).toBeLessThanOrEqual(
      190,
    )
  })

  it.runIf(thorough)('without shared memory one thread trains, and the page says so', async () => {
    const { origin: home, close } = await serveFolder(out, { host: '127.0.0.1', isApart: false })
    const { page } = await opened({ home })
    expect(await textOf(page.locator('.grow-slower').first())).toContain('it trains on one thread')
    await button(page, 'Train from scratch').click()
    await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(2)
    await close()
  })

  it.runIf(thorough)('without workers it works in the page, and says so', async () => {
    const { page, complaints } = await opened({ before: 'delete window.Worker' })
    expect(await textOf(page.locator('.grow-slower').first())).toContain('no worker')
    await button(page, 'Train from scratch').click()
    await expect.poll(() => stepOf(page), { timeout: 90_000 }).toBeGreaterThanOrEqual(2)
    await button(page, 'Pause').click()
    await expect.poll(() => said(page)).toMatch(/^Paused/)
    expect(complaints).toEqual([])
  })

  it.runIf(thorough)('without SIMD it makes the same film, and says that it is slower', async () => {
    const slow = await launch(['--js-flags=--no-enable-sse4-1'])
    try {
      const { page } = await opened({ within: slow })
      expect(await textOf(page.locator('.grow-slower').first())).toContain('no WebAssembly SIMD')
      await settled(page)
      const usual = await opened()
      await settled(usual.page)
      expect(apart(await strip(page, 8), await strip(usual.page, 8)).mean).toBeLessThan(0.1)
    } finally {
      await slow.close()
    }
  })
})
