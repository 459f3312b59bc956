// Practice on a terminal: from the first number of an exercise to its finish, with hints, list, check, reset and resuming.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { at } from '@dit-by-hand/graph/at'
import type { BlankSize, ExerciseKind } from '@dit-by-hand/practice/exercise'
import { fieldsOf } from '@dit-by-hand/practice/fields'
import { revealed } from '@dit-by-hand/practice/hints'
import { pose } from '@dit-by-hand/practice/pose'
import { type Difficulty, problem } from '@dit-by-hand/practice/problem'
import { placeOf } from '@dit-by-hand/practice/progress'
import type { Step } from '@dit-by-hand/spec/names'
import { inTurn, isTurn } from '@dit-by-hand/tools/thorough'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isTyped } from '../../src/practice/keys.ts'
import { openPractice } from '../../src/practice/open.tsx'
import { openStore } from '../../src/practice/store.ts'
import { openTerminal, type Terminal } from '../screen/terminal.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dit-practice-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Sitting {
  readonly kind?: ExerciseKind
  readonly difficulty?: Difficulty
  readonly steps?: readonly Step[]
  readonly blanks?: BlankSize
  readonly columns?: number
  readonly rows?: number
  readonly seed?: number
  readonly env?: { readonly [name: string]: string }
}

const posed = ({ kind = 'walk', difficulty = 'hard-attention', steps, blanks, seed = 7 }: Sitting) =>
  pose(problem({ seed, difficulty }), { kind, ...(steps && { steps }), ...(blanks && { blanks }) })

/** Sits down to an exercise; what is kept is in the folder of the test. */
function sit(sitting: Sitting = {}): Promise<Terminal> {
  const { columns = 80, rows = 24, env = {} } = sitting
  return openTerminal({
    columns,
    rows,
    env,
    open: async streams => {
      const store = openStore(folder)
      await openPractice({ place: placeOf(posed(sitting)), task: null, store }, { ...streams, env })
      store.close()
      return 0
    },
  })
}

describe('practice on a terminal', () => {
  it('goes from the first number to the finish', async () => {
    const sitting: Sitting = { kind: 'step', steps: [3] }
    const set = posed(sitting)
    const task = at(set.tasks, 0)
    const answers = revealed(set, task, {})
    const terminal = await sit(sitting)
    await terminal.shows('Fill in: noised latent Zt.')
    await terminal.shows('task 1 of 1, 0 done')
    const fields = fieldsOf(task, set)
    for (const { id } of fields) {
      await terminal.press(...String(answers[id]).replace('−', '-'), 'enter')
      await terminal.shows('Right.')
    }
    await terminal.shows('The exercise is finished.')
    await terminal.shows('One task, on your own.')
    await terminal.shows('task 1 of 1, 1 done')
    expect(await terminal.quit()).toBe(0)
  })

  it('says what happened, gives three hints, and shows the answer after asking', async () => {
    const terminal = await sit({ kind: 'step', steps: [2], seed: 7 })
    await terminal.shows('Fill in: latent before ReLU')
    await terminal.press('-', '2', 'enter')
    await terminal.shows('Not yet: −2 is what comes out when the encoder bias is left out.')
    await terminal.shows('−2✗')
    await terminal.press('h')
    await terminal.shows('Hint 1 of 3. What the encoder makes of each patch')
    await terminal.press('h')
    await terminal.shows('Hint 2 of 3. Ze[1,1] = We[1,1]·P[1,1]')
    await terminal.press('h')
    await terminal.shows(/Hint 3 of 3\. Ze\[1,1\] = [\d(].* = \?/)
    await terminal.press('v')
    await terminal.shows('Show what belongs in every blank of this task?')
    await terminal.press('x')
    await terminal.hides('Show what belongs')
    await terminal.press('v', 'y')
    await terminal.shows('All of this is right. n goes on.')
    await terminal.shows('done, after a look')
    await terminal.press('n')
    await terminal.shows('Fill in: latent Z.')
    await terminal.quit()
  })

  it('goes on where it was left, and begins anew only when that is meant', async () => {
    const first = await sit({ seed: 12 })
    await first.press('1', '2', 'n', 'n', '5')
    await first.quit()
    const again = await sit({ seed: 12 })
    await again.shows('task 3 of 40')
    await again.shows(' 5 ')
    await again.press('p', 'p')
    await again.shows(' 12 ')
    await again.press('r', 'x')
    await again.shows('Nothing was erased.')
    await again.press('r', 'y')
    await again.shows('Erased: the exercise begins anew.')
    expect(again.text()).not.toContain(' 12 ')
    await again.quit()
  })

  it.runIf(isTurn(0))('greets who comes back, and says how much is behind them at the end', async () => {
    const first = await sit({ seed: 12, blanks: 'step' })
    await first.press('v', 'y')
    await first.shows('All of this is right. Step 1 is done, 12 are left. n goes on.')
    await first.press('n')
    await first.quit()
    const again = await sit({ seed: 12, blanks: 'step' })
    await again.shows('Welcome back: 1 of 13 tasks done. You are at step 2: Encode')
    for (let step = 2; step <= 13; step++) await again.press('v', 'y', 'n')
    await again.shows('This is the last task, and the exercise is finished.')
    await again.press('v', 'y')
    await again.shows('You have worked a whole Diffusion Transformer by hand')
    await again.quit()
  })

  it('moves through the frames of a video as they stand', async () => {
    const terminal = await sit({ kind: 'step', steps: [13] })
    await terminal.press('right', 'right')
    await terminal.shows('G[3,1] generated video, frame 2, row 1, column 1')
    await terminal.press('down', 'left')
    await terminal.shows('G[2,2] generated video, frame 1, row 2, column 2')
    await terminal.quit()
  })

  it('takes a number in every way in which numbers are read', async () => {
    expect([...'0123456789½⅔+-−–—‐/÷⁄∕:.,'].filter(key => !isTyped(key))).toEqual([])
    const terminal = await sit({ kind: 'step', steps: [3] })
    await terminal.press('-', '1', '½', 'enter')
    await terminal.shows('[−1½✗]')
    await terminal.shows('Not yet. h gives a hint.')
    await terminal.press('c')
    await terminal.shows('Zt[1,1]: Not yet. h gives a hint.')
    await terminal.press('h', 'h', 'h', 'enter')
    await terminal.shows('Not yet. v shows what belongs here.')
    await terminal.quit()
  })

  it('checks all at once, and lists the tasks', async () => {
    const terminal = await sit({ kind: 'walk', seed: 12 })
    await terminal.press('9', '9', 'tab', '9', '8', 'c')
    await terminal.shows('2 not yet, 14 blank.')
    await terminal.press('l')
    await terminal.shows('○  2 Z')
    await terminal.press('down', 'down', 'enter')
    await terminal.shows('task 3 of 40')
    await terminal.press('?')
    await terminal.shows('the same exercise with the next seed')
    await terminal.press('escape', 'N')
    await terminal.shows('seed 13')
    await terminal.quit()
  })

  it('judges from one’s own numbers', async () => {
    const set = posed({ seed: 7 })
    const lesson = set.problem.lesson
    const terminal = await sit({ seed: 7, steps: [2, 3] })
    await terminal.press('n', '7', 'n')
    await terminal.shows('Fill in: noised latent')
    const own = 7 + Number(at(at(lesson.noise, 0), 0))
    await terminal.press(...String(own), 'enter')
    await terminal.shows('Right, from your own numbers. Not right yet, before it: latent, feature 1,')
    await terminal.shows(/Zt\[1,1\] = 7 [+−] \d = /)
    await terminal.quit()
  })

  it.each([
    ['shapes', 'Type how many there are. Enter checks it', 'All of this is right.'],
    ['which', 'Type the number of an answer. Enter checks it', 'All of this is right.'],
    ['predict', 'Type the number of an answer. Enter checks it', 'All of this is right.'],
    ['misprint', 'Type a number: 3, −1, 0.5 or 1/2. Enter checks it', 'The misprint is put right.'],
  ] as const)('asks every kind of question: %s', async (kind, asks, ends) => {
    const sitting: Sitting = { kind, seed: 3 }
    const set = posed(sitting)
    const task = at(set.tasks, 0)
    const answers = revealed(set, task, {})
    const terminal = await sit(sitting)
    await terminal.shows(`task 1 of ${set.tasks.length}`)
    await terminal.shows(asks)
    for (const { id } of fieldsOf(task, set)) {
      const answer = answers[id]
      if (answer !== undefined) await terminal.press(...answer.replace('−', '-'), 'enter')
      if (kind === 'misprint' && answer === undefined) await terminal.press('tab')
      if (answer !== undefined && kind === 'misprint') break
    }
    await terminal.shows(/Right/)
    await terminal.shows('done ✓')
    await terminal.shows(ends)
    await terminal.quit()
  })

  const sizes = [
    [80, 24],
    [160, 50],
    [50, 16],
  ] as const
  it.each(inTurn(sizes, 3, 2))('fits %i×%i, with every task in sight', async (columns, rows) => {
    const terminal = await sit({ difficulty: 'two-frame-patches', columns, rows })
    for (let i = 0; i < 40; i++) {
      const lines = terminal.lines()
      expect(lines.length).toBeLessThanOrEqual(rows)
      expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(columns)
      expect(terminal.text(), `task ${i + 1}`).toMatch(/\[\?/)
      await terminal.press('n')
    }
    await terminal.quit()
  })

  it('takes a number that is pasted, and no command', async () => {
    const terminal = await sit({ kind: 'step', steps: [3] })
    await terminal.press('\u001b[200~1 1/2\n\u001b[201~')
    await terminal.shows('1 1/2▏ ──')
    await terminal.press('\u001b[200~vyhqN\u001b[201~')
    await terminal.shows('1 1/2▏ ──')
    await terminal.press('enter')
    await terminal.shows('Not yet')
    expect(terminal.lines()[0]).toContain('seed 7')
    await terminal.quit()
  })

  it('is told as text to a screen reader', async () => {
    const terminal = await sit({ kind: 'step', steps: [3], env: { INK_SCREEN_READER: 'true' }, columns: 100, rows: 40 })
    await terminal.shows('Fill in: noised latent Zt.')
    await terminal.shows('noised latent, 2 by 4, columns patch 1 to patch 4:')
    await terminal.shows('  feature 1: blank, blank, blank, blank')
    await terminal.shows('Enter checks it, h gives a hint. Question mark: keys.')
    await terminal.press('9', '9', 'enter')
    await terminal.shows('Not yet')
    await terminal.quit()
  })

  it('tells a screen reader which task of the list is chosen, and what is printed where a misprint is looked for', async () => {
    const env = { INK_SCREEN_READER: 'true' }
    const listed = await sit({ env, columns: 100, rows: 40 })
    await listed.press('l', 'down')
    await listed.shows(`Task 2 of ${posed({}).tasks.length}: step 2, latent before ReLU. Down for the next`)
    await listed.press('escape', 'q')
    const looked = await sit({ kind: 'misprint', env, columns: 100, rows: 40 })
    await looked.shows(/^P\[1,1\]: 3\.$/m)
    await looked.quit()
  })

  it('tells a screen reader, too, that nothing is kept', async () => {
    writeFileSync(join(folder, 'lock'), String(process.ppid))
    const terminal = await sit({ env: { INK_SCREEN_READER: 'true' }, columns: 100, rows: 40 })
    await terminal.shows(/Practice is open in process \d+ already: what is done here is not kept\./)
    await terminal.quit()
  })
})
