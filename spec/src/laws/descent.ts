// The law of descent: a small enough step against the engine's own gradients lowers the loss.
import type { Lesson } from '../lesson/format.ts'
import { gradientName } from '../lesson/names.ts'
import { decimal, exact, exactly, show, type Value } from '../lesson/number.ts'
import { learnableIn, moved } from './edits.ts'
import { alike, halfSquares } from './finite-difference.ts'
import { inner } from './grids.ts'
import { type Draft, type Seen, see } from './law.ts'

/** The lesson with every learnable parameter moved by −rate × gradient, rounded to a few binary digits, so that a lesson
 *  can hold it. */
function stepped(seen: Seen, rate: number): Lesson | undefined {
  const steps = learnableIn(seen.lesson).map(name => {
    const gradient = seen.at(gradientName(name))
    return { name, by: gradient.map(row => row.map(cell => -rate * decimal(cell))) }
  })
  const largest = Math.max(...steps.flatMap(({ by }) => by.flat()).map(Math.abs))
  const digits = 12 - Math.ceil(Math.log2(largest))
  if (!(digits <= 160 && digits >= -40)) return undefined
  const unit = digits < 0 ? exactly(2 ** -digits) : exactly(`1/${2n ** BigInt(digits)}`)
  const rounded = (step: number): Value => exact.mul(Math.round(step * 2 ** digits), unit)
  return steps.reduce<Lesson | undefined>(
    (lesson, { name, by }) =>
      lesson &&
      moved(
        lesson,
        name,
        by.map(row => row.map(rounded)),
      ),
    seen.lesson,
  )
}

export const descent: Draft = {
  id: 'slopes/small-step-lowers-loss',
  statement: 'A small enough step against the gradients lowers the loss, unless every gradient is 0.',
  needs: ['forward', 'slopes'],
  async check(lesson, ask) {
    const seen = await see(ask, lesson)
    const k = seen.arithmetic
    const gradients = learnableIn(lesson).map(name => seen.at(gradientName(name)))
    const steepness = gradients.reduce((sum, gradient) => sum + decimal(inner(k, gradient, gradient)), 0)
    const loss = halfSquares(seen)
    if (steepness === 0 || decimal(loss) === 0) return []
    let rate = decimal(loss) / steepness / 4
    // Gradients this small are lost in the rounding of a softmax.
    if (k.kind === 'decimal' && steepness < 1e-9 * Math.max(1, decimal(loss))) return []
    for (let tries = 0; tries < 6; tries++, rate /= 64) {
      const lesser = stepped(seen, rate)
      if (!lesser) return []
      const after = await see(ask, lesser)
      const lower = decimal(halfSquares(after)) < decimal(loss)
      if (lower) return []
      const kink = lesson.attention.kind === 'hard' && !alike(after.at('attention'), seen.at('attention'))
      if (tries < 5 || kink) continue
      const [expected, found] = [`less than ${show(loss)}`, show(halfSquares(after))]
      const message = `½·Σ lossGradient² is ${found} after a step of ${rate} against the gradients; it should be ${expected}`
      return [{ matrix: 'loss', expected, found, message }]
    }
    return []
  },
}
