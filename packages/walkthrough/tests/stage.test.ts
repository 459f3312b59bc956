// The stage of the opening: what stands on it, how it looks, and where it is when.
import { at } from '@dit-by-hand/graph/at'
import { toText } from '@dit-by-hand/graph/exact'
import { type CaseId, caseIds, caseOf } from '@dit-by-hand/spec/cases'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../src/facts.ts'
import { type Opening, openingOf } from '../src/motion/opening.ts'
import { spritesOf } from '../src/motion/sprites.ts'
import { fitsStage, type Key, type Sprite, spriteAt, stageSize } from '../src/motion/stage.ts'
import type { Rows } from '../src/pictures/rows.ts'
import { workedOf } from '../src/workbench.ts'

const openingIn = (id: CaseId): Opening => openingOf(factsOf(workedOf(caseOf(id).lesson, 'corrected')))

describe('the stage', () => {
  const opening = openingIn('sora-is-sky')
  const sprites = spritesOf(opening)
  const seen = (time: number): readonly string[] =>
    sprites.filter(sprite => sprite.piece && spriteAt(sprite, time).opacity > 0.99).map(({ text }) => text)

  const grid = (rows: number, columns: number): Rows => Array.from({ length: rows }, () => Array(columns).fill(0))
  it.each<readonly [string, Partial<Opening>, boolean]>([
    ['the walkthrough’s own lesson', {}, true],
    ['five frames two pixels wide', { video: grid(10, 2) }, true],
    ['six frames two pixels wide', { video: grid(12, 2) }, false],
    ['eight patches', { latent: grid(2, 8) }, true],
    ['nine patches', { latent: grid(2, 9) }, false],
    ['frames three pixels high', { video: grid(12, 2), high: 3 }, false],
    ['patches of five numbers', { patches: grid(5, 4) }, false],
    ['a latent of three numbers', { latent: grid(3, 4) }, false],
  ])('has room or not for %s', (_, change, fits) => {
    expect(fitsStage({ ...opening, ...change })).toBe(fits)
  })

  it.each(caseIds.filter(id => fitsStage(openingIn(id))))(
    'keeps every square of %s within it, and all keys in the order of time',
    id => {
      const { lasts } = openingIn(id)
      for (const { keys, piece, side } of spritesOf(openingIn(id))) {
        for (const [i, [time, x, y, , opacity]] of keys.entries()) {
          expect(time).toBeGreaterThanOrEqual(keys[i - 1]?.[0] ?? 0)
          if (opacity === 0 || !(piece || id === 'sora-is-sky')) continue
          expect(x - side / 2).toBeGreaterThanOrEqual(0)
          expect(x + side / 2).toBeLessThanOrEqual(stageSize.width)
          expect(y - side / 2).toBeGreaterThanOrEqual(0)
          expect(y + side / 2).toBeLessThanOrEqual(stageSize.height)
        }
        expect(keys.at(-1)?.[0]).toBeLessThanOrEqual(lasts)
      }
    },
  )

  it('shows the video at the beginning, the latent at the end of its act, both videos at the end', () => {
    const shown = (rows: typeof opening.latent) =>
      rows
        .flat()
        .map(toText)
        .map(text => text.replace('-', '−'))
    const latent = at(opening.acts, 2)
    expect(seen(0)).toEqual(shown(opening.video))
    expect(seen(latent.at + latent.lasts - 1)).toEqual(shown(opening.latent))
    expect(seen(opening.lasts)).toEqual([...shown(opening.video), ...shown(opening.generated)])
  })

  it('moves no square over a word', () => {
    // A letter of the stage is about this wide and high.
    const letter = { wide: 5.6, high: 11 }
    for (let time = 0; time <= opening.lasts; time += 40) {
      const now = sprites
        .map(sprite => ({ ...sprite, ...spriteAt(sprite, time) }))
        .filter(({ opacity }) => opacity > 0.35)
      const words = now.filter(({ piece, text }) => !piece && text.length > 1)
      for (const word of words)
        for (const { piece, x, y, side, scale, text } of now) {
          if (!piece) continue
          const reach = (side * scale) / 2
          const across = Math.abs(x - word.x) - reach - (word.text.length * letter.wide) / 2
          const down = Math.abs(y - word.y) - reach - letter.high / 2
          expect(Math.max(across, down), `${text} over “${word.text}” at ${time} ms`).toBeGreaterThan(-1)
        }
    }
  })

  it('never lets two squares stand in one place at rest', () => {
    for (const { at: from, lasts } of opening.acts) {
      const places = sprites
        .filter(({ piece }) => piece)
        .map(sprite => spriteAt(sprite, from + lasts - 1))
        .filter(({ opacity }) => opacity > 0.5)
        .map(({ x, y }) => `${Math.round(x)} ${Math.round(y)}`)
      expect(new Set(places).size).toBe(places.length)
    }
  })
})

describe('what stands on the stage of the walkthrough’s own lesson', () => {
  const sprites = spritesOf(openingIn('sora-is-sky'))
  /** Part by part, from the lowest: eight numbers of each latent, sixteen pixels of each video, and the words. */
  const part = (from: number, count: number): readonly Sprite[] => sprites.slice(from, from + count)
  const [latent, sums, left, noise, guesses, marks] = [0, 8, 16, 24, 32, 40].map(from => part(from, 8))
  const [video, generated, words] = [part(48, 16), part(64, 16), part(80, 12)]

  it('is numbers in shades: of grey from −4 to 4, of brightness from 0 to 3', () => {
    const seen = (of: readonly Sprite[] | undefined) =>
      of?.map(({ text, piece }) =>
        [text, piece?.step, piece?.isNoise && 'noise', piece?.differs && 'differs']
          .filter(said => said !== false)
          .join(' '),
      )
    expect(seen(latent)).toEqual(['0 4', '2 6', '3 7', '1 5', '1 5', '2 6', '4 8', '3 7'])
    expect(seen(sums)).toEqual(['−2 2', '2 6', '2 6', '1 5', '3 7', '3 7', '4 8', '3 7'])
    expect(seen(left)).toEqual(['−1 3', '2 6', '2 6', '1 5', '1 5', '3 7', '4 8', '3 7'])
    const noisy = (said: readonly string[]) => said.map(each => `${each} noise`)
    expect(seen(noise)).toEqual(noisy(['−2 2', '0 4', '−1 3', '0 4', '2 6', '1 5', '0 4', '0 4']))
    expect(seen(guesses)).toEqual(noisy(['−1 3', '0 4', '0 4', '0 4', '2 6', '0 4', '0 4', '0 4']))
    expect(marks?.map(({ text }) => text)).toEqual(['✗', '✓', '✗', '✓', '✓', '✗', '✓', '✓'])
    // Two rows for each of four frames.
    expect(seen(video)).toEqual(
      [
        ['0 0', '0 0'],
        ['1 3', '0 0'],
        ['2 5', '1 3'],
        ['0 0', '0 0'],
        ['3 8', '3 8'],
        ['0 0', '0 0'],
        ['1 3', '2 5'],
        ['0 0', '0 0'],
      ].flat(),
    )
    expect(seen(generated)).toEqual(
      [
        ['0 0', '0 0'],
        ['2 5 differs', '0 0'],
        ['2 5', '2 5 differs'],
        ['0 0', '0 0'],
        ['2 5 differs', '3 8'],
        ['0 0', '0 0'],
        ['1 3', '2 5'],
        ['0 0', '0 0'],
      ].flat(),
    )
    for (const { piece } of [...(latent ?? []), ...(noise ?? [])]) expect(piece?.scale).toBe('grey')
    for (const { piece } of [...video, ...generated]) expect(piece?.scale).toBe('bright')
  })

  // The acts begin at 0, 2200 (patches), 4700 (latent), 7400 (noise), 10300 (guess), 13900 (taken) and 16300 (video); what
  // stands in the third column sets out 180 ms after the first.
  it.each<readonly [string, Sprite | undefined, readonly Key[]]>([
    [
      'the lower left pixel of the third frame: played, cut, taken into the latent, and back to be compared',
      video[10],
      [
        [0, 210, 105, 1, 1],
        [1008, 210, 105, 1, 1],
        [1218, 210, 93, 1, 1],
        [1428, 210, 105, 1, 1],
        [2630, 210, 105, 1, 1],
        [3630, 225, 105, 1, 1],
        [5130, 225, 105, 1, 1],
        [6030, 225, 105, 0.5, 0],
        [17800, 210, 60, 0.8, 0],
        [18300, 210, 60, 1, 1],
      ],
    ],
    [
      'the second number of the third column of the latent: out of the patch, and down to where noise falls on it',
      latent?.[6],
      [
        [0, 225, 105, 0.4, 0],
        [5730, 225, 105, 0.4, 0],
        [6230, 225, 105, 1, 1],
        [7450, 225, 105, 1, 1],
        [7900, 225, 150, 1, 1],
        [9400, 225, 150, 1, 1],
        [9600, 225, 150, 1, 0],
      ],
    ],
    [
      'the noise that falls on it',
      noise?.[6],
      [
        [0, 225, 36, 0.5, 0],
        [8030, 225, 36, 0.5, 0],
        [8380, 225, 60, 1, 1],
        [8880, 225, 60, 1, 1],
        [9480, 225, 150, 1, 1],
        [9680, 225, 150, 1.25, 0],
      ],
    ],
    [
      'the sum of both',
      sums?.[6],
      [
        [0, 225, 150, 1, 0],
        [9300, 225, 150, 1, 0],
        [9500, 225, 150, 1, 1],
        [15200, 225, 150, 1, 1],
        [15400, 225, 150, 1, 0],
      ],
    ],
    [
      'the guess, which appears where it stands and falls as the noise did',
      guesses?.[6],
      [
        [0, 225, 60, 0.5, 0],
        [12160, 225, 60, 0.5, 0],
        [12510, 225, 60, 1, 1],
        [14530, 225, 60, 1, 1],
        [15130, 225, 150, 1, 1],
        [15330, 225, 150, 1.25, 0],
      ],
    ],
    [
      'the mark beside it',
      marks?.[6],
      [
        [0, 249, 60, 1, 0],
        [12900, 249, 60, 1, 0],
        [13200, 249, 60, 1, 1],
        [14100, 249, 60, 1, 1],
        [14400, 249, 60, 1, 0],
      ],
    ],
    [
      'what is left of the sum, which goes back to the middle',
      left?.[6],
      [
        [0, 225, 150, 1, 0],
        [15150, 225, 150, 1, 0],
        [15400, 225, 150, 1, 1],
        [15800, 225, 150, 1, 1],
        [16200, 225, 105, 1, 1],
        [16730, 225, 105, 1, 1],
        [17130, 225, 105, 1.2, 0],
      ],
    ],
    [
      'the pixel that is made of it: through its column into its frame, below the one that was',
      generated[10],
      [
        [0, 225, 105, 0.5, 0],
        [16730, 225, 105, 0.5, 0],
        [17380, 225, 105, 1, 1],
        [17630, 225, 105, 1, 1],
        [18380, 210, 150, 1, 1],
      ],
    ],
  ])('has %s', (_, sprite, keys) => {
    expect(sprite?.keys).toEqual(keys.map(([time, ...rest]) => [expect.closeTo(time, 6), ...rest]))
  })

  it('has words in the middle, which come and go', () => {
    expect(words.map(({ text, side, keys }) => [text, side, ...keys.map(key => key.join(' '))])).toEqual([
      ['video', 0, '0 180 39 1 1', '300 180 39 1 1', '2200 180 39 1 1', '2450 180 39 1 0'],
      ...[
        ['patches', 21, 3500, 4700] as const,
        ['latent', 51, 6000, 7400] as const,
        ['latent', 96, 7900, 9200] as const,
        ['+ noise', 6, 7900, 8900] as const,
        ['what the model sees', 96, 9600, 14050] as const,
        ['“sora is sky”   t = 3', 51, 10500, 11600] as const,
        ['guessed noise', 6, 12000, 14000] as const,
        ['− guessed noise', 6, 14050, 14800] as const,
        ['denoised', 51, 15900, 16500] as const,
      ].map(([text, y, from, to]) => [
        text,
        0,
        `0 180 ${y} 1 0`,
        `${from} 180 ${y} 1 0`,
        `${from + 300} 180 ${y} 1 1`,
        `${to} 180 ${y} 1 1`,
        `${to + 250} 180 ${y} 1 0`,
      ]),
      ['original', 0, '0 180 6 1 0', '18000 180 6 1 0', '18300 180 6 1 1'],
      ['generated', 0, '0 180 96 1 0', '18300 180 96 1 0', '18600 180 96 1 1'],
    ])
  })
})

it('plays more frames faster: nine come forward one after the other before they are cut', () => {
  const first = at(spritesOf(openingIn('long-video')), 6 * 18)
  expect(first.keys.slice(1, 4).map(([time]) => time)).toEqual([88, 198, 308])
})

describe('between two keys', () => {
  const sprite = (...keys: readonly Key[]): Sprite => ({ text: '', piece: null, side: 0, keys })
  const moved = sprite([100, 0, 80, 1, 0], [300, 40, 0, 2, 1])
  const x = (time: number, of = moved): number => spriteAt(of, time).x

  it('sets out slowly and comes to rest slowly', () => {
    expect([100, 150, 200, 250, 300].map(time => x(time))).toEqual([0, 5, 20, 35, 40])
    expect(spriteAt(moved, 150)).toEqual({ x: 5, y: 70, scale: 1.125, opacity: 0.125 })
  })

  it('rests before the first and after the last', () => {
    expect([x(0), x(99), x(301), x(9999)]).toEqual([0, 0, 40, 40])
  })

  it('is past a leap at the time of it', () => {
    const leaping = sprite([0, 0, 0, 1, 1], [100, 10, 0, 1, 1], [100, 30, 0, 1, 1], [200, 40, 0, 1, 1])
    expect([50, 100, 150].map(time => x(time, leaping))).toEqual([5, 30, 35])
  })
})
