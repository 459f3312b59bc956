// The story of "Sora is sky": what the frames show, what the model makes of them, and what a misprint does to it.
import type { Exact } from '@dit-by-hand/graph/exact'
import type { Reading } from '@dit-by-hand/spec/format'
import { factsOf } from '@dit-by-hand/walkthrough/facts'
import { squaredErrors } from '@dit-by-hand/walkthrough/notice'
import { m, num, type Paragraph, p, quote } from '@dit-by-hand/walkthrough/prose'
import { changedPixels } from '@dit-by-hand/walkthrough/spots'
import type { Facts } from '@dit-by-hand/walkthrough/telling'
import { workedOf } from '@dit-by-hand/walkthrough/workbench'
import { sora } from '../../lib/sora.ts'

/** The lesson worked in a reading. */
export const factsIn: { readonly [R in Reading]: Facts } = {
  corrected: factsOf(workedOf(sora, 'corrected')),
  printed: factsOf(workedOf(sora, 'printed')),
}

/** Row and column of a frame's pixel in the video, whose frames stand one under the other. All count from 1. */
const pixel = (facts: Facts, name: 'video' | 'generatedVideo', frame: number, row: number, column: number): Exact =>
  facts.cell(name, (frame - 1) * facts.size.video.rows + row, column)

const pixelCount = ({ size: { video } }: Facts): number => video.frames * video.rows * video.columns

/** What the title means, and what goes in. */
export function beginning(): readonly Paragraph[] {
  const facts = factsIn.corrected
  const { video } = facts.size
  return [
    p`The prompt of the exercise is ${quote(facts.lesson.prompt.text)}, and that is true: sora is the Japanese word for sky.
      The original frames were in a picture that we do not have, so we gave the sentence a video to go with it:
      ${num(video.frames)} frames of ${num(`${video.rows}×${video.columns}`)} pixels, each with
      the sky in its upper row and the ground in its lower row.`,
    p`The first frame is night: there is nothing in the sky, and a lamp of brightness
      ${num(pixel(facts, 'video', 1, 2, 1))} stands on the ground. The second is dawn, brighter on the left
      (${num(pixel(facts, 'video', 2, 1, 1))}) than on the right (${num(pixel(facts, 'video', 2, 1, 2))}). The third is
      noon, with ${num(pixel(facts, 'video', 3, 1, 1))} across the whole sky. The last is dusk: most of the light that
      is left, ${num(pixel(facts, 'video', 4, 1, 2))}, is on the right.`,
  ]
}

/** What happens on the way, and what comes out. */
export function ending(): readonly Paragraph[] {
  const { corrected: facts, printed: misled } = factsIn
  return [
    p`On its way through the model, night attends to dawn, and dawn, noon and dusk all attend to noon. The
      ${m('predictedNoise')} comes close: its squared errors add up to ${num(squaredErrors(facts))}. What it misses stays in
      the picture. Of ${num(pixelCount(facts))} pixels, ${num(changedPixels(facts).length)} come back changed: the lamp burns at
      ${num(pixel(facts, 'generatedVideo', 1, 2, 1))}, dawn has spread to the right, and noon has lost some of its light on
      the left. Every change can be traced back to an error in the guess, because encoding and decoding alone would have
      given the video back exactly.`,
    p`If we carry on with the misprinted sign, as the article does, the squared errors add up to
      ${num(squaredErrors(misled))} and ${num(changedPixels(misled).length)} pixels change: the lamp goes out, night has a light in the sky instead, and the left of
      every frame is too bright. One lost sign, and you can see it.`,
  ]
}
