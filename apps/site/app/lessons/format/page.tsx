// The fields of a lesson, from the schema that reads one: what stands in each, its shape, what it means, an example.
import './format.css'
import { caseOf, cases } from '@dit-by-hand/spec/cases'
import { fieldsOf, letters } from '@dit-by-hand/spec/fields'
import { lessonText } from '@dit-by-hand/spec/lesson-text'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Meanings, Table } from '../../../components/lists.tsx'
import { Scrolling } from '../../../components/scrolling.tsx'
import { Shell } from '../../../components/shell.tsx'
import { SiteLink } from '../../../components/site-link.tsx'
import { basePath } from '../../../lib/hrefs.ts'

export const metadata: Metadata = {
  title: 'The format of a lesson',
  description: 'Every field of a lesson: its type, its shape, what it means, and an example.',
}

const { lesson } = caseOf('sora-is-sky')
const fields = fieldsOf([lesson, ...cases().map(one => one.lesson)])

export default function FormatPage(): ReactNode {
  return (
    <Shell here="lessons">
      <div className="page format">
        <h1>The format of a lesson</h1>
        <p className="lead">
          A lesson is a JSON file with these fields and no others. A <em>cell</em> is a whole number, or a fraction in
          quotes, in lowest terms, such as <code>{JSON.stringify(lesson.learningRate)}</code>. Decimals are refused,
          never rounded.
        </p>
        <Scrolling className="format-wide" label="The fields of a lesson, a wide table">
          <Table
            className="format-fields"
            caption="The fields of a lesson, in order; [] stands for each item of a list, WORD for each word"
            heads={['Field', 'Type', 'Shape', 'Meaning', 'Example']}
            rows={fields.map(({ path, type, shape, meaning, example }) => [
              <code>{path}</code>,
              type,
              shape,
              meaning,
              <code>{example}</code>,
            ])}
          />
        </Scrolling>
        <h2>The letters of the shapes</h2>
        <Meanings of={letters} />
        <h2>A whole lesson</h2>
        <p>
          This is the walkthrough’s own lesson, also{' '}
          <a href={`${basePath}/lessons/${lesson.id}.json`} download>
            as a file
          </a>
          . The page <SiteLink href="/lessons/">Lessons</SiteLink> opens one of your own and says what does not fit.
        </p>
        <Scrolling className="format-wide" label="A whole lesson">
          <pre>
            <code>{lessonText(lesson)}</code>
          </pre>
        </Scrolling>
      </div>
    </Shell>
  )
}
