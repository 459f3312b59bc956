// Changing numbers, following them, and everything that can be shown of them, on a real screen.
import { at } from '@dit-by-hand/graph/at'
import { afterEach, describe, expect, it } from 'vitest'
import { type Options, openTerminal, type Terminal } from './terminal.ts'

const open: Terminal[] = []
const opened = async (options: Partial<Options> = {}): Promise<Terminal> => {
  const terminal = await openTerminal({ columns: 80, rows: 24, ...options })
  open.push(terminal)
  return terminal
}
afterEach(async () => {
  for (const terminal of open.splice(0)) await terminal.close()
})

describe('editing', () => {
  it('changes a given number, marks what follows from it, and takes it back', async () => {
    const terminal = await opened({ place: 'encode' })
    await terminal.press('enter')
    await terminal.shows('We[1,1] encoder weight, feature 1, pixel 1')
    await terminal.press('e', '5')
    await terminal.shows('[5▏]')
    await terminal.press('enter')
    await terminal.shows('[5•]')
    await terminal.shows('• 1 change')
    await terminal.shows('• was 1')
    await terminal.shows('┆10•┆')
    await terminal.press('n')
    await terminal.shows('10•')
    await terminal.press('u')
    await terminal.shows('Undone')
    await terminal.hides('•')
    await terminal.press('U')
    await terminal.shows('10•')
  })

  it('takes what is pasted as it is typed: on one line, without what steers a terminal', async () => {
    const terminal = await opened({ place: 'encode' })
    await terminal.press('enter', 'e', '\u001b[200~ 7/\u001b]0;x\u00072\r\n\u001b[201~')
    await terminal.shows('New value, now 1: 7/]0;x2▏')
    await terminal.press(...Array.from({ length: 5 }, () => 'backspace'), '\u001b[200~2\n\u001b[201~', 'enter')
    await terminal.shows('[7/2•]')
  })

  it('begins with the first digit or minus that is typed', async () => {
    const terminal = await opened()
    await terminal.press('tab', '-', '2', '/', '4', 'enter')
    await terminal.shows('[−1/2•]')
  })

  it('shows the end of a long number that is typed, and never widens a column for it', async () => {
    const terminal = await opened({ place: 'encode' })
    await terminal.press('enter')
    await terminal.shows('Z latent')
    const place = (): number =>
      at(
        terminal.lines().filter(line => line.includes('Z latent')),
        0,
        'the captions',
      ).indexOf('Z latent')
    const before = place()
    await terminal.press('e', ...'12345678901234')
    await terminal.shows('[…01234▏]')
    const typing = place()
    expect(typing - before).toBeLessThan(20)
    await terminal.press('enter')
    await terminal.shows('≈1.23e13•')
    expect(place()).toBeLessThan(typing + 10)
  })

  it('refuses what does not fit, where it was typed, and says why', async () => {
    const terminal = await opened()
    await terminal.press('e', '0', '.', '5', 'enter')
    await terminal.shows('✗ Decimals are not exact; write 1/2.')
    await terminal.press('backspace', 'backspace', 'backspace', 'x', 'enter')
    await terminal.shows('✗ “x” is not a number')
    await terminal.press('escape')
    await terminal.hides('✗')
    await terminal.hides('•')
  })

  it('refuses a timestep that its bits cannot write', async () => {
    const terminal = await opened({ place: 'conditions' })
    for (let i = 0; i < 9 && !terminal.text().includes('t[1,1]'); i++) await terminal.press('tab')
    await terminal.press('9', 'enter')
    await terminal.shows('✗ The timestep is a whole number from 0 to 3')
  })

  it('changes a number that is computed, too, and says what the arithmetic gives', async () => {
    const terminal = await opened({ place: 'encode' })
    await terminal.press('e', '7', 'enter')
    await terminal.shows('7 (changed; computed: ')
    await terminal.press('u')
    await terminal.hides('changed; computed')
  })

  it('shows the old value struck through where there is room', async () => {
    const terminal = await opened({ columns: 160, rows: 50, place: 'encode' })
    await terminal.press('enter', '5', 'enter')
    await terminal.shows('[5•]')
    const line = terminal.lines().findIndex(text => text.includes('[5•]'))
    const under = terminal.cells(line + 1)
    expect(under.filter(({ struck }) => struck).map(({ text }) => text)).toContain('1')
  })

  it('takes every change back, but asks first', async () => {
    const terminal = await opened()
    await terminal.press('r')
    await terminal.shows('Nothing has been changed')
    await terminal.press('7', 'enter', 'r')
    await terminal.shows('Undo every change?')
    await terminal.press('n')
    await terminal.shows('• 1 change')
    await terminal.press('r', 'y')
    await terminal.hides('• 1 change')
    await terminal.press('u')
    await terminal.shows('• 1 change')
  })
})

describe('following', () => {
  it('goes to where a cell came from, and returns', async () => {
    const terminal = await opened({ place: 'noise' })
    await terminal.shows('Zt[1,1] noised latent')
    await terminal.press('enter')
    await terminal.shows('Z[1,1] latent')
    await terminal.press('enter')
    await terminal.shows('2  Encode the patches')
    await terminal.press('backspace')
    await terminal.shows('3  Add noise')
    await terminal.press('backspace')
    await terminal.shows('Zt[1,1] noised latent')
    await terminal.press('backspace')
    await terminal.shows('nowhere to go back to')
  })

  it('lists what a cell goes into, and follows one', async () => {
    const terminal = await opened({ place: 'noise' })
    await terminal.press('c')
    await terminal.shows('Zt[1,1] goes into')
    await terminal.press('down', 'down', 'enter')
    await terminal.shows('11  Take the noise away')
    await terminal.press('backspace')
    await terminal.shows('3  Add noise')
  })

  it('moves the cell with hjkl at any time, and with arrows after Tab', async () => {
    const terminal = await opened({ place: 'encode' })
    await terminal.press('l')
    await terminal.shows('Z[1,2]')
    await terminal.press('j', 'h')
    await terminal.shows('Z[2,1]')
    await terminal.press('right')
    await terminal.shows('3  Add noise')
    await terminal.press('left', 'tab', 'right')
    await terminal.shows('Z[1,2]')
    await terminal.press('tab')
    await terminal.shows('P[1,1] patches')
    await terminal.press('shiftTab')
    await terminal.shows('Z[1,1]')
    await terminal.press('escape', 'right')
    await terminal.shows('3  Add noise')
  })

  it('steps over the frames of a video side by side', async () => {
    const terminal = await opened()
    await terminal.press('tab', 'right', 'right')
    await terminal.shows('V[3,1] video, frame 2, row 1, column 1')
    await terminal.press('left')
    await terminal.shows('V[1,2] video, frame 1, row 1, column 2')
  })
})

describe('showing', () => {
  it('switches between what was printed and what is true, and marks the misprint in both', async () => {
    const terminal = await opened({ place: 'modulation' })
    await terminal.shows('1†')
    await terminal.shows('†−1')
    await terminal.press('x')
    await terminal.shows('† as printed')
    await terminal.shows('−1†')
    await terminal.press('x')
    await terminal.hides('† as printed')
  })

  it('says so where nothing was misprinted', async () => {
    const { caseOf } = await import('@dit-by-hand/spec/cases')
    const terminal = await opened({ lesson: caseOf('zero-noise').lesson })
    await terminal.press('x')
    await terminal.shows('both readings are the same')
  })

  it('puts gradients under values', async () => {
    const terminal = await opened({ place: 'feed-forward' })
    expect(terminal.text()).not.toContain('∂')
    await terminal.press('b')
    await terminal.shows('∂10')
    await terminal.press('b')
    await terminal.hides('∂10')
  })

  it('proves a slope by nudging its number', async () => {
    const terminal = await opened({ place: 'feed-forward' })
    await terminal.press('enter', 'f')
    await terminal.shows('∂ proof')
    await terminal.shows('J(+1/1000)')
    await terminal.press('f')
    await terminal.hides('∂ proof')
  })

  it('says where the error would be least, on a screen with room for it', async () => {
    const terminal = await opened({ place: 'feed-forward', columns: 100, rows: 40 })
    await terminal.press('enter', 'f')
    await terminal.shows('∂ proof')
    await terminal.shows('J would be least at 9/10')
    expect(terminal.text()).not.toContain('▲')
    const large = await opened({ place: 'feed-forward', columns: 160, rows: 50 })
    await large.press('enter', 'f')
    await large.shows('0                       ▲                       2')
  })

  it('says so where there is no slope to prove', async () => {
    const terminal = await opened({ place: 'patchify' })
    await terminal.press('f')
    await terminal.shows('has no gradient here')
  })

  it('turns from stage to stage of step 10, also by reading on', async () => {
    const terminal = await opened({ place: 'slopes', columns: 100, rows: 40 })
    await terminal.shows('Stage 1 of 6: The error and the loss')
    await terminal.press(']')
    await terminal.shows('Stage 2 of 6')
    await terminal.shows('∂Y')
    await terminal.press('[')
    await terminal.shows('Stage 1 of 6')
    await terminal.press('[')
    await terminal.shows('This is the first stage.')
    for (let i = 0; i < 12 && !terminal.text().includes('Stage 2 of 6'); i++) await terminal.press(' ')
    await terminal.shows('Stage 2 of 6')
    await terminal.press('n', ']')
    await terminal.shows('This step has no stages')
  })

  it('learns while it is watched, stops, and goes back to the start', async () => {
    const terminal = await opened({ place: 'slopes', columns: 100, rows: 40 })
    await terminal.press('t')
    await terminal.shows('steps of gradient descent the loss falls from 3/8')
    await terminal.press(' ')
    await terminal.shows('Space run')
    await terminal.press('\u001b[H')
    await terminal.shows('The loss is 3/8.')
    await terminal.press('\u001b[C')
    await terminal.shows('In 1 step of gradient descent the loss falls from 3/8')
    await terminal.press('\u001b')
    await terminal.shows('Stage 6 of 6: Let it learn')
    await terminal.press('n', 't')
    await terminal.shows('Learning is part of step 10.')
  })

  it('says other words, more often, or not at all, and undoes it', async () => {
    const terminal = await opened({ place: 'conditions', columns: 100, rows: 40 })
    await terminal.press('w')
    await terminal.shows('The prompt “sora is sky”')
    await terminal.shows('scale: 2, −1')
    await terminal.press('j', 'j', '+')
    await terminal.shows('“sora is sky×2”')
    await terminal.press('k', ' ')
    await terminal.shows('“sora sky×2”')
    await terminal.press('a', ...'cloud 1 0 2', '\r')
    await terminal.shows('“sora sky×2 cloud”')
    await terminal.press('a', ...'cloud 1', '\r')
    await terminal.shows('in this lesson they are of length 3')
    await terminal.press('\u001b', 'u', 'u', 'u')
    await terminal.shows('“sora is sky”')
    await terminal.press('\u001b')
    await terminal.hides('The prompt “')
  })

  it('shows each step of a generation, and which it is', async () => {
    const terminal = await opened({ place: 'denoise', columns: 100, rows: 40 })
    await terminal.press('S')
    await terminal.shows('generated in one step here')
    await terminal.press('s', 's')
    await terminal.shows('S step 3 of 3, t = 1')
    await terminal.press('S')
    await terminal.shows('S step 1 of 3, t = 3')
    await terminal.press('S')
    await terminal.shows('S step 2 of 3, t = 2')
  })

  it('closes the query–key box, and opens it', async () => {
    const terminal = await opened({ place: 'attention', columns: 100, rows: 40 })
    await terminal.shows('o closes the box')
    expect(terminal.text()).toContain('scores 4×4')
    await terminal.press('o')
    await terminal.hides('scores 4×4')
    await terminal.shows('o opens the box')
    await terminal.press('o')
    await terminal.shows('scores 4×4')
    await terminal.press('n', 'o')
    await terminal.shows('The query–key box is in step 7')
  })

  it('plays the video, and stops at any key', async () => {
    const terminal = await opened({ place: 'video' })
    await terminal.press('v')
    await terminal.shows('frame 1 of 4')
    await terminal.shows('▓')
    await terminal.shows('frame 2 of 4')
    await terminal.press('z')
    await terminal.hides('frame 2 of 4')
  })

  it('generates in one to three steps', async () => {
    const terminal = await opened({ place: 'video', columns: 100, rows: 45 })
    await terminal.press('s')
    await terminal.shows('in 2 steps')
    await terminal.shows('generated at t = 2')
    await terminal.press('s')
    await terminal.shows('generated at t = 1')
    await terminal.press('s')
    await terminal.hides('generated at')
    await terminal.press('g', '2', 'enter', 's')
    await terminal.shows('in more than one step in steps 11 to 13')
  })

  it('says where a number comes from', async () => {
    const terminal = await opened({ place: 'conditions' })
    await terminal.shows('◐ exercise')
    await terminal.press('g', '2', 'enter', 'enter')
    await terminal.shows('● article ─ e changes it')
  })
})
