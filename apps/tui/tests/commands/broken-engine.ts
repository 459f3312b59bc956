// Engines with one mistake, in JavaScript that starts at once: the kit with its sentences followed, a few words of it replaced.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { filledIn } from '@dit-by-hand/spec/starters-filled'

type Swaps = readonly (readonly [from: string, to: string])[]

const noSoftmax: Swaps = [
  [
    '  try {\n    return { id, values',
    "  if (lesson.attention.kind === 'softmax') return { id, skipped: 'I cannot take exponentials' }\n$&",
  ],
]

/** Each with the name that it says to the judge. */
const mistakes = {
  relu: { name: 'without ReLU', swaps: [['m.latent = max0(m.encoderPre)', 'm.latent = m.encoderPre']] },
  softmax: { name: 'no softmax', swaps: [["'hard', 'softmax', 'printed'", "'hard', 'printed'"], ...noSoftmax] },
  boasting: { name: 'boasting', swaps: noSoftmax },
} as const satisfies { readonly [mistake: string]: { readonly name: string; readonly swaps: Swaps } }

/** Writes the engine into a folder as MISTAKE.mjs. It forgets ReLU, or declines softmax, which it claims or not. Gives the
 *  command that starts it there. @throws {RangeError} where words to be replaced do not stand in the kit exactly once */
export function brokenEngine(folder: string, mistake: keyof typeof mistakes): string {
  const { name, swaps } = mistakes[mistake]
  const all: Swaps = [['my engine in JavaScript', name], ...swaps]
  const program = all.reduce(
    (text, [from, to]) => {
      const count = text.split(from).length - 1
      if (count !== 1) throw new RangeError(`${mistake}: ${JSON.stringify(from)} stands in the kit ${count} times`)
      return text.replace(from, to)
    },
    filledIn('javascript', 13),
  )
  writeFileSync(join(folder, `${mistake}.mjs`), program)
  return `"${process.execPath}" ${mistake}.mjs`
}
