// The works this rests on, and what of the lesson comes from where.

import { givenOf } from '@dit-by-hand/core/lesson'
import { named } from '@dit-by-hand/graph/at'
import { givenNames } from '@dit-by-hand/spec/names'
import { type SourceKind, sourceKinds, sourceOf, works } from '@dit-by-hand/spec/sources'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { ReactNode } from 'react'
import { Table } from '../../components/lists.tsx'
import { sora } from '../../lib/sora.ts'

const role: { readonly [K in ReturnType<typeof works>[number]['id']]: string } = {
  article:
    'The walkthrough that this one follows step by step, with our own numbers where we do not have the original ones.',
  exercise: 'The exercise on one sheet of paper that started it all.',
  dit: 'The model itself: diffusion with a transformer in place of a U-Net.',
  sora: 'The report on what such a model does when it is large and trained on videos.',
}

export function Works(): ReactNode {
  return (
    <ul className="spec-works">
      {works().map(({ id, authors, title, series, published, link }) => (
        <li key={id} data-work={id}>
          <p className="spec-work">
            {authors.join(' and ')}:{' '}
            {link === undefined ? (
              <cite>{title}</cite>
            ) : (
              <a href={link}>
                <cite>{title}</cite>
              </a>
            )}
            {series !== undefined && <>, {series}</>}, {published}.
          </p>
          <p>{role[id]}</p>
        </li>
      ))}
    </ul>
  )
}

/** How many of the given numbers come from where, and in which matrices they stand. */
export function counts() {
  const given = givenOf(sora)
  const cells = givenNames.flatMap(name =>
    named(given, name, 'the lesson')
      .flat()
      .map(() => ({ name, kind: sourceOf(name).kind })),
  )
  const kinds: readonly SourceKind[] = ['article', 'exercise', 'reconstructed']
  return kinds.map(kind => {
    const own = cells.filter(cell => cell.kind === kind)
    return { kind, count: own.length, names: [...new Set(own.map(({ name }) => name))] }
  })
}

export function Counts(): ReactNode {
  const found = counts()
  const all = found.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="scrolling">
      <Table
        className="spec-shares"
        caption={`The ${all} numbers that the lesson gives`}
        heads={['Source', 'Numbers', 'Where they are']}
        rows={found
          .filter(({ count }) => count > 0)
          .map(({ kind, count, names }) => [
            `${sourceKinds[kind].mark} ${kind}`,
            <span className="number">{count}</span>,
            names.map(titleOf).join(', '),
          ])}
      />
    </div>
  )
}
