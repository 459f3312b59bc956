// Every law: its id and its sentence, step by step.
import type { Law } from '@dit-by-hand/spec/law'
import { laws } from '@dit-by-hand/spec/laws/all'
import type { ReactNode } from 'react'
import { stepTitles } from './step-titles.ts'

/** Some laws behind a title. */
function Part({
  id,
  title,
  of,
}: {
  readonly id: string
  readonly title: string
  readonly of: readonly Law[]
}): ReactNode {
  return (
    <details className="spec-part">
      <summary>
        <h3 id={id}>{title}</h3> <span className="muted">{of.length === 1 ? '1 law' : `${of.length} laws`}</span>
      </summary>
      <dl className="meanings spec-laws">
        {of.map(({ id, statement, asksMore }) => (
          <div key={id} data-law={id}>
            <dt>
              <code>{id}</code>
              {asksMore && (
                <span className="spec-more">
                  {' '}
                  <abbr title="asks the engine about further lessons, made from the given one">+</abbr>
                </span>
              )}
            </dt>
            <dd>{statement}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

export function Laws(): ReactNode {
  const spanning = laws.filter(({ step }) => step === null)
  return (
    <>
      <p>
        A law is a statement about every lesson, with a check of it. The judge tries each of the {laws.length} laws on
        all the cases and on random lessons; when one fails, it looks for a smaller lesson on which it still fails. A
        law that needs more than one lesson, such as the same video with its patches in another order, is marked with a
        +.
      </p>
      {stepTitles.map((title, i) => {
        const here = laws.filter(({ step }) => step === i + 1)
        return here.length > 0 && <Part key={title} id={`laws-${i + 1}`} title={`${i + 1} ${title}`} of={here} />
      })}
      <Part id="laws-all" title="All steps together" of={spanning} />
    </>
  )
}
