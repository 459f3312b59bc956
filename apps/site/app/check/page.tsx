// The spec as a page: run the judge here, check an engine of your own, and read every case, number and law.
import './check.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { CaseTable } from './case-table.tsx'
import { Judge } from './judge.tsx'
import { Laws } from './laws.tsx'
import { Protocol } from './protocol.tsx'
import { stepTitles } from './step-titles.ts'
import { Worked } from './worked.tsx'

export const metadata: Metadata = {
  title: 'Check your engine',
  description: 'Worked cases, laws and a judge for any engine of the by-hand Diffusion Transformer, in any language.',
}

const parts = [
  ['run', 'Run the judge here'],
  ['yours', 'Check an engine of your own'],
  ['cases', 'The cases'],
  ['numbers', 'Every worked number'],
  ['laws', 'The laws'],
] as const

function Section({
  part,
  children,
}: {
  readonly part: (typeof parts)[number][0]
  readonly children: ReactNode
}): ReactNode {
  return (
    <section id={part} aria-labelledby={`${part}-title`}>
      <h2 id={`${part}-title`}>{parts.find(([id]) => id === part)?.[1]}</h2>
      {children}
    </section>
  )
}

export default function CheckPage(): ReactNode {
  return (
    <Shell here="check">
      <div className="page spec-page">
        <h1>Check your engine</h1>
        <p className="lead">
          An engine is anything that can work out a lesson: a program, a spreadsheet, a person with a pencil. The spec
          says what every engine must find, and it relies on none of them: its answers were worked out by a separate
          program in exact fractions.
        </p>
        <nav aria-label="On this page" className="spec-contents">
          <ul className="row">
            {parts.map(([id, title]) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <Section part="run">
          <p>
            This is the judge that our tests use. It checks the engine behind this site, in your own browser. Then break
            the engine, and see whether the judge can tell you what is wrong with it.
          </p>
          <noscript>
            <p className="spec-needs-script">
              The judge is a program and needs JavaScript. Everything else on this page works without it.
            </p>
          </noscript>
          <Judge stepTitles={stepTitles} />
        </Section>
        <Section part="yours">
          <Protocol />
        </Section>
        <Section part="cases">
          <CaseTable />
        </Section>
        <Section part="numbers">
          <Worked />
        </Section>
        <Section part="laws">
          <Laws />
        </Section>
      </div>
    </Shell>
  )
}
