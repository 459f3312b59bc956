// The cases: what each is for, what it is marked with, and its files.
import { caseIds, caseOf, flags } from '@dit-by-hand/spec/cases'
import { perFlavour } from '@dit-by-hand/spec/vectors'
import { version } from '@dit-by-hand/spec/vectors-documents'
import { vectorFlavours } from '@dit-by-hand/spec/vectors-lessons'
import type { ReactNode } from 'react'
import { Meanings, Table } from '../../components/lists.tsx'
import { Scrolling } from '../../components/scrolling.tsx'
import { basePath } from '../../lib/hrefs.ts'
import { archiveName, sizeOf } from './vectors/files.ts'

/** A link to a file of the spec, with its size. */
export async function Download({ file, children }: { file: string; children: ReactNode }): Promise<ReactNode> {
  return (
    <a href={`${basePath}/check/vectors/${file}`} download={file}>
      {children} <span className="spec-size">{await sizeOf(file)}</span>
    </a>
  )
}

const entries = Object.entries(flags)

export function CaseTable(): ReactNode {
  return (
    <>
      <p>
        A case is a lesson with its answer: every named matrix, worked out in exact fractions, or in decimals where
        softmax makes them. A case with a misprint has two answers, one for each reading.{' '}
        <Download file="index.json">The index of all files</Download> lists each with its SHA-256.
      </p>
      <p>
        For an engine that would rather read files than use the protocol:{' '}
        <Download file={archiveName}>all cases and {perFlavour * vectorFlavours.length} random lessons</Download>,
        version {version}, as JSON Lines with their JSON Schema, a reader in Python, and the promise that no number will
        change within a major version.
      </p>
      <details className="spec-part">
        <summary>
          <h3>All {caseIds.length} cases</h3> <span className="muted">what each is for, its marks and its files</span>
        </summary>
        <Scrolling label="All cases, a wide table">
          <Table
            className="spec-cases"
            caption={`${caseIds.length} cases`}
            heads={['Case', 'What it is for', 'Marks', 'Files']}
            rows={caseIds.map(caseOf).map(({ id, comment, flags: marks }) => [
              <code>{id}</code>,
              comment,
              <ul className="row spec-flags">
                {marks.map(mark => (
                  <li key={mark}>{mark}</li>
                ))}
              </ul>,
              <>
                <Download file={`${id}.json`}>
                  lesson<span className="vh"> {id}</span>
                </Download>{' '}
                <Download file={`${id}.expected.json`}>
                  answer<span className="vh"> to {id}</span>
                </Download>
              </>,
            ])}
          />
        </Scrolling>
      </details>
      <details className="spec-part">
        <summary>
          <h3>What the marks mean</h3>
        </summary>
        <Meanings of={entries} />
      </details>
    </>
  )
}
