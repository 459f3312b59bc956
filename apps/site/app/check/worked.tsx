// Every number of "Sora is sky", step by step, each with its source, and the errata where they stand.
import { caseOf } from '@dit-by-hand/spec/cases'
import type { Reading } from '@dit-by-hand/spec/format'
import { sourceKinds, sources } from '@dit-by-hand/spec/sources'
import { isName, matrices, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { type Block, scene, stepOf, unlit } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import { toldOf } from '@dit-by-hand/walkthrough/told'
import { start } from '@dit-by-hand/walkthrough/tour'
import type { ReactNode } from 'react'
import { Table } from '../../components/lists.tsx'
import { Matrix, type MatrixLook } from '../../components/matrix.tsx'
import { MatrixSign } from '../../components/matrix-sign.tsx'
import { Scrolling } from '../../components/scrolling.tsx'
import { blocksAt } from '../../lib/blocks.ts'
import { ErratumView } from '../about/errata.tsx'

const { lesson } = caseOf('sora-is-sky')

/** Each matrix once, at the first step that shows it. */
function blocksBy(reading: Reading): readonly { readonly place: Place; readonly blocks: readonly Block[] }[] {
  const seen = new Set<string>()
  return places.map(place => {
    const all = blocksAt(place, reading, lesson)
    // Step 10 shows some matrices of other steps as well.
    const own = place === 'slopes' ? all.filter(({ name }) => matrices[name].place === place) : all
    const blocks = own.filter(({ name }) => !seen.has(name))
    for (const { name } of own) seen.add(name)
    return { place, blocks: blocks.map(unlit) }
  })
}

const look: MatrixLook = { alive: false, brightest: Math.max(...lesson.video.flat(2).map(Number)) }

function Matrices({ of, label }: { readonly of: readonly Block[]; readonly label: string }): ReactNode {
  return (
    <Scrolling className="spec-matrices paper" label={label}>
      {of.map(block => (
        <Matrix key={block.name} block={block} look={look} />
      ))}
    </Scrolling>
  )
}

const textOf = (block: Block | undefined): string => JSON.stringify(block?.rows.map(row => row.map(({ text }) => text)))

function Origins(): ReactNode {
  const { given, answered } = sources()
  return (
    <Scrolling label="Where the numbers come from, a wide table">
      <Table
        className="spec-origins"
        caption="Where the numbers come from"
        heads={['Matrix', 'Source', 'Why we say so']}
        rows={[...given, ...answered].flatMap(({ matrix, source, why }) =>
          isName(matrix) ? [[titleOf(matrix), `${sourceKinds[source].mark} ${source}`, why]] : [],
        )}
      />
    </Scrolling>
  )
}

export function Worked(): ReactNode {
  const corrected = blocksBy('corrected')
  const printed = blocksBy('printed').flatMap(({ blocks }) => blocks)
  const known = new Map(corrected.flatMap(({ blocks }) => blocks).map(block => [block.name, textOf(block)]))
  const differing = printed.filter(block => known.get(block.name) !== textOf(block))
  return (
    <>
      <p>
        The lesson of the walkthrough, “{lesson.title}”, in the corrected reading.{' '}
        {Object.values(sourceKinds)
          .map(({ mark, meaning }) => `${mark} ${meaning}`)
          .join('; ')}
        . A number without a mark follows from the others. A dagger marks a misprint, with what was printed struck
        through.
      </p>
      {corrected.map(({ place, blocks }) => {
        const shown = scene({ ...start, place }, lesson)
        const { title } = shown
        const { errata } = toldOf(shown)
        const step = stepOf(place)
        const heading = step === null ? title : `${step} ${title}`
        return (
          blocks.length > 0 && (
            <details key={place} className="spec-of-place spec-part">
              <summary>
                <h3>{heading}</h3>{' '}
                <span className="spec-signs">
                  {blocks.map(({ name, symbol }) => (
                    <MatrixSign key={name} of={symbol} />
                  ))}
                </span>
              </summary>
              <Matrices of={blocks} label={`${title}, matrices`} />
              {errata.map(erratum => (
                <ErratumView key={erratum.id} erratum={erratum} />
              ))}
            </details>
          )
        )
      })}
      <details className="spec-part">
        <summary>
          <h3 id="numbers-printed">The printed reading, where it differs</h3>
        </summary>
        <p>
          Here the misprinted number replaces the right one, and everything after it carries on from there, as in the
          article. Whatever is not shown is the same as above.
        </p>
        <Matrices of={differing} label="The printed reading, matrices" />
      </details>
      <details className="spec-part">
        <summary>
          <h3>Where the numbers come from</h3>
        </summary>
        <Origins />
      </details>
    </>
  )
}
