// What is wrong with a reader's numbers: each mistake in a sentence, what was expected beside what was found.
import type { CellPair } from '@dit-by-hand/graph/pair'
import { matrices, titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'
import { MatrixSign } from '../../../components/matrix-sign.tsx'
import { Num } from '../../../components/number.tsx'
import { Scrolling } from '../../../components/scrolling.tsx'
import { SiteLink } from '../../../components/site-link.tsx'
import { placeHref } from '../../../lib/hrefs.ts'
import type { Told, Wrong } from './told.ts'

export function Judgement({ told }: { readonly told: Told }): ReactNode {
  if ('refused' in told) return null
  return (
    <>
      <ul className="own-wrong" aria-label="What is wrong">
        {told.wrong.map(one => (
          <li key={one.matrix}>
            <Mistake of={one} fragment={told.fragment} />
          </li>
        ))}
      </ul>
      <ul className="own-notes" aria-label="Besides">
        {told.notes.map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </>
  )
}

interface MistakeProps {
  readonly of: Wrong
  readonly fragment: string
}

function Mistake({ of: { matrix, says, also, follows, cells }, fragment }: MistakeProps): ReactNode {
  const { symbol, place } = matrices[matrix]
  return (
    <>
      <h3>
        {titleOf(matrix)} <MatrixSign of={symbol} />
      </h3>
      <p>
        {says[0]?.toUpperCase()}
        {says.slice(1)}.
      </p>
      {cells && (
        <Scrolling className="own-pair" label={`${titleOf(matrix)}, expected and found`}>
          <Side title="expected" cells={cells} of="wanted" />
          <Side title="found" cells={cells} of="found" />
        </Scrolling>
      )}
      {also.length > 0 && <p>The same mistake is in {also.map(titleOf).join(', ')}.</p>}
      {follows.length > 0 && <p>What follows from it: {follows.map(titleOf).join(', ')}.</p>}
      <p>
        <SiteLink href={placeHref(place, fragment)}>How it is made</SiteLink>
      </p>
    </>
  )
}

interface SideProps {
  readonly title: string
  readonly cells: readonly (readonly CellPair[])[]
  readonly of: 'wanted' | 'found'
}

/** One of both matrices; in what was found, what differs is marked. */
const Side = ({ title, cells, of }: SideProps): ReactNode => (
  <table className="own-matrix">
    <caption>{title}</caption>
    <tbody>
      {cells.map((row, r) => (
        <tr key={r}>
          {row.map(({ differs, ...pair }, c) => (
            <td key={c} className={differs && of === 'found' ? 'is-wrong' : undefined}>
              <Num text={pair[of]} />
              {differs && of === 'found' && (
                <span className="own-cross">
                  <span aria-hidden="true">✗</span>
                  <span className="vh"> wrong</span>
                </span>
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
