// The squares of a sheet: matrices in line with each other have cells of one size, so that rows and columns meet.
import type { Edit } from '@dit-by-hand/walkthrough/edits'
import { scene } from '@dit-by-hand/walkthrough/scene'
import type { Place } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { expect, it } from 'vitest'
import { gridsOf } from '../lib/grids.ts'
import { sora } from '../lib/sora.ts'
import { cellSize } from '../lib/squares.ts'

const sizes = (place: Place, edit: Edit): { readonly [name: string]: string } =>
  Object.fromEntries(
    gridsOf(scene({ ...start, place, edits: [edit] }, sora)).flatMap(({ blocks }) =>
      blocks.map(block => {
        const { wide, tall } = cellSize(block, blocks)
        return [block.name, `${wide}×${tall ? 2 : 1}`]
      }),
    ),
  )

it('has rows of weights and biases as high as the fractions of their result', () => {
  const edit = { cell: { name: 'video', row: 0, column: 0 }, value: '1/2' }
  // ReLU makes −1/2 zero: the latent, below, has no fraction.
  expect(sizes('encode', edit)).toEqual({
    patches: '1×2',
    encoderWeight: '1×2',
    encoderBias: '1×2',
    encoderPre: '1×2',
    latent: '1×1',
  })
})

it('has columns of the input as wide as those of the result below it', () => {
  const edit = { cell: { name: 'decoderBias', row: 0, column: 0 }, value: 100_000 }
  expect(sizes('decode', edit)).toEqual({
    denoised: '2×1',
    decoderWeight: '1×1',
    decoderBias: '2×1',
    decoderPre: '2×1',
    decoded: '2×1',
  })
})
