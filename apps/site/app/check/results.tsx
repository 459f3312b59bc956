// What did not pass: the first wrong matrix first, with the lesson to see it on.
import type { ReactNode } from 'react'
import type { Outcome, Run } from './judging.ts'

const most = 12

/** Every check that did not pass, in pipeline order as the judge told them. */
export function Results({ run }: { readonly run: Run }): ReactNode {
  const failed = run.results.filter(({ outcome }) => outcome !== 'passed')
  if (failed.length === 0) return null
  return (
    <>
      <h3>What did not pass</h3>
      <ul className="spec-failures">
        {failed.slice(0, most).map(result => (
          <Failure key={result.id} result={result} />
        ))}
      </ul>
      {failed.length > most && <p>And {failed.length - most} more checks.</p>}
    </>
  )
}

function Failure({ result: { id, title, outcome, messages, lesson } }: { readonly result: Outcome }): ReactNode {
  return (
    <li>
      <p>
        <code>{id}</code> <strong className={`is-${outcome}`}>{outcome}</strong>
      </p>
      <p>{title}</p>
      <ul>
        {messages.map(message => (
          <li key={message}>{message}</li>
        ))}
      </ul>
      {lesson !== null && (
        <details>
          <summary>The lesson where it went wrong</summary>
          <pre>
            <code>{lesson}</code>
          </pre>
        </details>
      )}
    </li>
  )
}
