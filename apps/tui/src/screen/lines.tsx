// Rows as Ink elements: painted on a full screen, or line after line for a screen reader.
import { Box, Text, Transform, useWindowSize } from 'ink'
import { memo, type ReactNode } from 'react'
import { wrap } from '../plain/wrap.ts'
import type { Row } from './text.ts'
import { painted } from './theme.ts'

// Ink takes every text apart letter by letter, at every frame, to measure it. The rows are measured already: it is given
// a single letter, and the row in its place when the frame is written.
const Line = memo(function Line({ text }: { readonly text: string }): ReactNode {
  return <Transform transform={() => text}>.</Transform>
})

interface RowsProps {
  readonly rows: readonly Row[]
  readonly columns: number
  readonly colour: boolean
}

/** A full screen. */
export const Rows = ({ rows, columns, colour }: RowsProps): ReactNode => (
  <Box flexDirection="column" width={columns} height={rows.length}>
    {rows.map((row, i) => (
      <Line key={i} text={painted(row, colour)} />
    ))}
  </Box>
)

/** Linear text, broken between words: what a terminal breaks at its edge is read as two words. */
export function Lines({ of }: { readonly of: readonly string[] }): ReactNode {
  const { columns } = useWindowSize()
  return (
    <Box flexDirection="column">
      {of
        .flatMap(line => wrap(line, { width: columns, first: line.slice(0, line.search(/\S|$/)) }))
        .map((line, i) => (
          <Text key={i}>{line}</Text>
        ))}
    </Box>
  )
}
