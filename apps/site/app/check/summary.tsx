// What came of a run: in a sentence, and step by step in a table.
import { counted } from '@dit-by-hand/graph/counted'
import type { ReactNode } from 'react'
import { Table } from '../../components/lists.tsx'
import { countOf, type Outcome, type Run } from './judging.ts'

/** What has a column in the table even where nothing of the kind has happened. */
const always: readonly Outcome['outcome'][] = ['passed', 'wrong']
const kinds: readonly Outcome['outcome'][] = ['passed', 'wrong', 'crashed', 'skipped']

/** One sentence for eyes and ears. While checks run it changes only every quarter, so that it can be listened to. */
export function summary(run: Run): string {
  const counts = kinds.filter(kind => countOf(run, kind) > 0).map(kind => `${countOf(run, kind)} ${kind}`)
  switch (run.state) {
    case 'idle':
      return 'Nothing has been loaded yet. The judge runs here, in your browser; nothing is sent anywhere.'
    case 'running': {
      const quarter = run.of === 0 ? 0 : Math.floor((4 * run.done) / run.of)
      return quarter === 0
        ? 'Checking …'
        : `Checking: ${['', 'a quarter', 'half', 'three quarters', 'all'][quarter]} done …`
    }
    case 'ended': {
      const right = countOf(run, 'wrong') + countOf(run, 'crashed') === 0
      return `${right ? '✓ The engine conforms' : '✗ The engine does not conform'}: ${counts.join(', ')}, in ${run.seconds.toFixed(1)} s.`
    }
    case 'cancelled':
      return `Cancelled after ${counted(run.done, 'check')}${counts.length > 0 ? `: ${counts.join(', ')}` : ''}.`
    case 'broke':
      return `The judge stopped: ${run.message}`
  }
}

/** A line of the table: its title, and what is counted in it. */
function linesOf(run: Run, stepTitles: readonly string[]) {
  const laws = run.results.filter(({ kind }) => kind === 'law')
  return [
    { title: 'Worked cases', results: run.results.filter(({ kind }) => kind === 'case') },
    ...stepTitles.map((title, i) => ({
      title: `${i + 1} ${title}`,
      results: laws.filter(({ step }) => step === i + 1),
    })),
    { title: 'All steps together', results: laws.filter(({ step }) => step === null) },
  ].filter(({ results }) => results.length > 0)
}

/** A table of counts: a line for the cases and one for the laws of each step. */
export function Summary({ run, stepTitles }: { readonly run: Run; readonly stepTitles: readonly string[] }): ReactNode {
  const columns = kinds.filter(kind => always.includes(kind) || countOf(run, kind) > 0)
  const number = (results: readonly Outcome[], kind: Outcome['outcome']): ReactNode => {
    const count = results.filter(({ outcome }) => outcome === kind).length
    return count > 0 ? <span className={`is-${kind}`}>{count}</span> : <span className="is-none">–</span>
  }
  return (
    <div className="scrolling">
      <Table
        className="of-counts"
        caption="Checks so far"
        heads={['What is checked', ...columns]}
        rows={linesOf(run, stepTitles).map(({ title, results }) => [
          title,
          ...columns.map(kind => number(results, kind)),
        ])}
      />
    </div>
  )
}
