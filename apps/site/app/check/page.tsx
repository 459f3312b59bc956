// The spec as a page: run the judge here, check an engine of your own, and read every case, number and law.
import './check.css'
import './own/own.css'
import { cases } from '@dit-by-hand/spec/cases'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { CaseTable } from './case-table.tsx'
import { Judge } from './judge.tsx'
import { Laws } from './laws.tsx'
import { example } from './own/example.ts'
import { Own } from './own/own.tsx'
import { Protocol } from './protocol.tsx'
import { stepTitles } from './step-titles.ts'
import { Worked } from './worked.tsx'

export const metadata: Metadata = {
  title: 'Check your work',
  description: 'Judges your own numbers, or your own engine of the by-hand Diffusion Transformer in any language.',
}

const parts = [
  ['mine', 'Check numbers of your own'],
  ['run', 'Run the judge here'],
  ['yours', 'Check an engine of your own'],
  ['cases', 'The cases'],
  ['numbers', 'Every worked number'],
  ['laws', 'The laws'],
] as const

interface SectionProps {
  readonly part: (typeof parts)[number][0]
  readonly children: ReactNode
}

function Section({ part, children }: SectionProps): ReactNode {
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
        <h1>Check your work</h1>
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
        <Section part="mine">
          <p>
            Has your own program, or your spreadsheet, gone wrong somewhere? Paste what it prints. You see which
            matrices are right, which is the first that is not, and, where it can be found out, what was done there.
          </p>
          <Own lessons={cases().map(({ id, lesson: { title } }) => ({ id, title }))} example={example()} />
        </Section>
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
