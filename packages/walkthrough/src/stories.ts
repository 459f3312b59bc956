// The story inside the lesson "Sora is sky": a lamp, a night and a day, told beside the steps.
import { at, eachOf, named } from '@dit-by-hand/graph/at'
import { sign } from '@dit-by-hand/graph/exact'
import { isSourced } from '@dit-by-hand/spec/marks'
import { attending, isAsPrinted, isChanged, sameColumn, squaredErrors } from './notice.ts'
import { m, num, type Paragraph, p, quote } from './prose.ts'
import { difference, list, sum, words } from './say.ts'
import { changedPixels, isZero } from './spots.ts'
import type { Facts, Place } from './telling.ts'
import { workedOf } from './workbench.ts'

/** The story of a place, where the lesson tells one: in "Sora is sky" as it stands, with none of its numbers changed. */
export function storyAt(place: Place, facts: Facts): Paragraph | null {
  return isSourced(facts.lesson) && !isChanged(facts) ? (stories[place]?.(facts) ?? null) : null
}

/** What the frames show, in order; each is one patch. */
const times = ['night', 'dawn', 'noon', 'dusk'] as const
const timeOf = (patch: number): Paragraph => p`${words(at(times, patch - 1, 'the times of day'))}`
const timesWhere = (holds: (patch: number) => boolean): readonly number[] =>
  times.flatMap((_, i) => (holds(i + 1) ? [i + 1] : []))

/** What a pixel of the video shows; rows count through the frames. */
function pixel(row: number, column: number, { size }: Facts): Paragraph {
  const side = words(column === 1 ? 'left' : 'right')
  if ((row - 1) % size.video.rows === 0) return p`the ${side} of the sky`
  return row === size.video.rows && column === 1 ? p`the lamp` : p`the ${side} of the ground`
}

const stories: { readonly [K in Place]?: (facts: Facts) => Paragraph } = {
  opening: ({ cell }) => p`Each frame shows a sky in its upper row and the ground in its lower row, from black at
    ${num(cell('video', 1, 1))} to full light at ${num(cell('video', 5, 1))}. At night a lamp burns on the ground; dawn
    comes from the left; noon fills the whole sky; at dusk most of the light is on the right.`,

  patchify: ({ cell }) => p`Each frame is one patch here, so the columns read night, dawn, noon, dusk. The
    ${num(cell('patches', 3, 1))} in the column of night, below the sky, is the lamp.`,

  encode: ({ cell }) => p`The first row of the weight asks how much brighter the sky is than the ground, on the left. At
    night the ground has the lamp and the sky has nothing, so the answer is ${num(cell('encoderPre', 1, 1))}, and ReLU
    makes it ${num(cell('latent', 1, 1))}: the latent does not see the lamp. Watch what the decoder will make of that.`,

  noise: () => p`The noise is heaviest on night, lighter on dawn and noon, and spares dusk.`,

  conditions: ({ lesson, cell }) => p`Sora is Japanese for sky. Yet in the prompt ${quote(lesson.prompt.text)} the
    vectors of these words pull against each other, and in the first row nothing is left:
    ${sum([cell('words', 1, 1), cell('words', 1, 2), cell('words', 1, 3)], cell('textEmbedding', 1, 1))}.`,

  modulate: ({
    cell,
  }) => p`The lower row is flipped: noon was the highest in it, at ${num(cell('noised', 2, 3))}, and is now the lowest,
    at ${num(cell('conditioned', 2, 3))}.`,

  attention: facts => {
    const groups = attending(facts).map(
      ({ queries, keys }) =>
        p`${list(queries.map(timeOf))} ${words(queries.length === 1 ? 'attends' : 'attend')} to
          ${list(keys.map(timeOf))}`,
    )
    return p`In this video, ${groups.flatMap((group, i) => p`${words(i === 0 ? '' : '; ')}${group}`)}.`
  },

  pooling: () => p`From here on night has the column of dawn, and dawn, noon and dusk all have that of noon. Nothing of
    night or dusk is left in the ${m('pooled')}.`,

  'feed-forward': facts => {
    const found = timesWhere(patch => !isStill(facts, 'predictedNoise', patch))
    const missed = timesWhere(patch => !found.includes(patch) && !isStill(facts, 'noise', patch))
    const invented = timesWhere(patch => found.includes(patch) && isStill(facts, 'noise', patch))
    return p`The model finds noise at ${list(found.map(timeOf))}.
      ${missed.length > 0 ? p`It misses the noise at ${list(missed.map(timeOf))}.` : []}
      ${invented.length > 0 ? p`There was none at ${list(invented.map(timeOf))}.` : []}`
  },

  slopes: facts => {
    const [corrected, printed] = eachOf(['corrected', 'printed'], reading =>
      squaredErrors(workedOf(facts.lesson, reading)),
    )
    return isAsPrinted(facts)
      ? p`The squared errors add up to ${num(printed)}. With the misprint corrected they would add up to
        ${num(corrected)}.`
      : p`The squared errors add up to ${num(corrected)}. With the article’s misprint they would add up to
        ${num(printed)}.`
  },

  denoise: facts => {
    const back = timesWhere(patch => sameColumn(facts, 'denoised', patch, 'latent', patch))
    return back.length > 0
      ? p`Only ${list(back.map(timeOf))} ${words(back.length === 1 ? 'is' : 'are')} back without an error.`
      : p`Not one frame is back without an error.`
  },

  decode: ({ cell }) => p`The latent did not see the lamp, yet the decoder can light one: its bias of ${num(
    cell('decoderBias', 3, 1),
  )} brightens the left of the ground wherever the left of the sky is dark. At night that makes
    ${difference(cell('decoderBias', 3, 1), cell('denoised', 1, 1), cell('decoderPre', 3, 1))}${words(sign(cell('decoderPre', 3, 1)) > 0 ? '' : ': that sky has come out too light, and the lamp is out')}.`,

  video: facts => {
    const byFrame = Map.groupBy(changedPixels(facts), ({ row }) => Math.ceil(row / facts.size.video.rows))
    const told = [...byFrame].map(([frame, pixels]) => {
      const changes = pixels.map(
        ({ row, column }, i) => p`${pixel(row, column, facts)} ${words(i === 0 ? 'went from' : 'from')}
          ${num(facts.cell('video', row, column))} to ${num(facts.cell('generatedVideo', row, column))}`,
      )
      return p`at ${timeOf(frame)} ${list(changes)}`
    })
    return p`This is what changed: ${told.flatMap((each, i) => p`${words(i === 0 ? '' : '; ')}${each}`)}.`
  },

  closing: () => p`Without noise, this encoder and decoder give the video back exactly. So every pixel that
    changed was changed by the error in the ${m('predictedNoise')}, and by nothing else.`,
}

/** Whether a patch has nothing but zeros. */
const isStill = (facts: Facts, name: 'noise' | 'predictedNoise', patch: number): boolean =>
  named(facts.values, name, 'the lesson').every(row => isZero(at(row, patch - 1, 'a row')))
