// The footnote of a sheet with the walkthrough's own numbers: where each of them comes from.
import { entriesOf, type Net } from '@dit-by-hand/graph/graph'
import type { Lesson } from '@dit-by-hand/spec/format'
import { givenMark, isSourced, printedMark, type SourceKind } from '@dit-by-hand/spec/marks'
import { isAnswerName, isGivenName } from '@dit-by-hand/spec/names'
import { symbolOf } from '@dit-by-hand/walkthrough/matrices'

/** " · article: We, be, … · exercise: e, … · else reconstructed"; nothing for other lessons, whose numbers have no source. */
export function sourcesOf(lesson: Lesson, net: Net): string {
  if (!isSourced(lesson)) return ''
  const of = (wanted: SourceKind): string =>
    entriesOf(net)
      .flatMap(([name, { shape }]) => {
        const cells = Array.from({ length: shape[0] * shape[1] }, (_, i) => {
          const [row, column] = [Math.floor(i / shape[1]) + 1, (i % shape[1]) + 1]
          return kindAt(name, row, column) === wanted ? [`${symbolOf(name)}[${row},${column}]`] : []
        }).flat()
        return cells.length === shape[0] * shape[1] ? [symbolOf(name)] : cells
      })
      .join(', ')
  return ` · article: ${of('article')} · exercise: ${of('exercise')} · else reconstructed`
}

function kindAt(name: string, row: number, column: number): SourceKind | undefined {
  if (isGivenName(name)) return givenMark(name).kind
  return isAnswerName(name) ? printedMark(name, row, column)?.kind : undefined
}
