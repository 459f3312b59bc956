// A worksheet in the order in which it is read aloud or typed: step by step, each matrix whole.
import type { Drawn, Page, Station } from '../sheet/paper.ts'

/** The stations of a page by their steps. */
export const inOrder = (page: Page): readonly Station[] => page.stations.toSorted((a, b) => a.step - b.step)

/** The matrices of a station, the frames of a video put together again. */
export function wholeMatrices({ matrices }: Station): readonly Drawn[] {
  const whole: Drawn[] = []
  for (const matrix of matrices) {
    const before = whole.at(-1)
    if (matrix.frame !== null && matrix.frame.number > 1 && before?.name === matrix.name)
      whole[whole.length - 1] = { ...before, cells: [...before.cells, ...matrix.cells] }
    else whole.push(matrix)
  }
  return whole
}

/** `Z latent`, and of a gradient or a turned matrix what it is. */
export const captionOf = ({ symbol, title, turned }: Drawn): string =>
  `${symbol} ${title}${turned ? ', transposed' : ''}`
