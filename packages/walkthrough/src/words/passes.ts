// A generation in more than one step: what is told of its passes, wherever their numbers are shown.
import { alike } from '@dit-by-hand/graph/arith'
import { at, named } from '@dit-by-hand/graph/at'
import { m, num, type Paragraph, p } from '../prose.ts'
import { counted, list, words } from '../say.ts'
import { type Facts, isPassed, type Place } from '../telling.ts'

/** What must be known before anything else where a place shows one pass of several. */
export function passing(place: Place, facts: Facts): readonly Paragraph[] {
  const { at: pass, of, all } = facts.pass
  if (of === 1 || !isPassed(place)) return []
  const t = num(at(all, pass - 1, 'the passes').t)
  return pass === 1
    ? [
        p`The video is being generated in ${counted(of, 'step')}. This is the first, with the numbers of the lesson, at a
          ${m('t')} of ${t}.`,
      ]
    : [
        p`The video is being generated in ${counted(of, 'step')}, and this is number ${num(pass)}. The whole model runs again
          with the same weights. The ${m('t')} has counted down to ${t}, and the ${m('noised')} is now the
          ${m('denoised')} of the step before.`,
      ]
}

/** In how many pixels the video of each pass differs from the one that was given. */
export function differing({ pass, values }: Facts): readonly number[] {
  const video = named(values, 'video', 'the lesson')
  return pass.all.map(
    ({ values: made }) =>
      named(made, 'generatedVideo', 'the pass')
        .flatMap((row, r) => row.map((value, c) => alike(value, at(at(video, r, 'the video'), c, 'a row'))))
        .filter(same => !same).length,
  )
}

/** How the video fared from pass to pass, and why. */
export function fared(facts: Facts): Paragraph {
  const { of, all } = facts.pass
  if (of === 1) return []
  const counts = differing(facts)
  const told = list(
    counts.map((count, i) => p`${num(count)} at ${words('t\u00a0=\u00a0')}${num(at(all, i, 'the passes').t)}`),
  )
  const [first, last] = [at(counts, 0, 'the passes'), at(counts, counts.length - 1, 'the passes')]
  // Up and down on the way is neither getting worse nor getting better.
  const rises = counts.some((count, i) => i > 0 && count > at(counts, i - 1, 'the passes'))
  const falls = counts.some((count, i) => i > 0 && count < at(counts, i - 1, 'the passes'))
  const how =
    last > first
      ? falls
        ? p`It ends worse than after the first step, and there is a plain reason.`
        : p`It gets worse, and there is a plain reason.`
      : last < first
        ? rises
          ? p`It happens to end better than after the first step; nothing in these weights promises that.`
          : p`It happens to get better; nothing in these weights promises that.`
        : p`As many differ at the end as after the first step, though perhaps not the same ones.`
  return p`Pixels that differ from the given video: ${told}. ${how}`
}

/** Why more steps are no better in a model as small as this. */
export const whyWorse: Paragraph = p`Each step takes away a whole guess, as if all the noise were still there. But after the
  first step, only the error of the first guess is left to find. These weights have never met such a latent, nor a lower
  ${m('t')}. A real model is trained at every timestep and takes away only a small part of each guess, so that later steps
  can correct what earlier ones got wrong.`
