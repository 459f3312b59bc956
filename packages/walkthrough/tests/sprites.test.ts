// The squares and words of the opening: how each looks, and where it is when.
import { at, eachOf } from '@dit-by-hand/graph/at'
import { describe, expect, it } from 'vitest'
import { spritesOf } from '../src/motion/sprites.ts'
import type { Key, Sprite } from '../src/motion/stage.ts'
import { openingIn } from './support.ts'

describe('what stands on the stage of the walkthrough’s own lesson', () => {
  const sprites = spritesOf(openingIn('sora-is-sky'))
  /** Part by part, from the lowest: eight numbers of each latent, sixteen pixels of each video, and the words. */
  const part = (from: number, count: number): readonly Sprite[] => sprites.slice(from, from + count)
  const [latent, sums, left, noise, guesses, marks] = eachOf([0, 8, 16, 24, 32, 40], from => part(from, 8))
  const [video, generated, words] = [part(48, 16), part(64, 16), part(80, 12)]

  it('is numbers in shades: of grey from −4 to 4, of brightness from 0 to 3', () => {
    const seen = (of: readonly Sprite[]) =>
      of.map(({ text, piece }) =>
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
    expect(marks.map(({ text }) => text)).toEqual(['✗', '✓', '✗', '✓', '✓', '✗', '✓', '✓'])
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
    for (const { piece } of [...latent, ...noise]) expect(piece?.scale).toBe('grey')
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
      latent[6],
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
      noise[6],
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
      sums[6],
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
      guesses[6],
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
      marks[6],
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
      left[6],
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
