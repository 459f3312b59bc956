// Worksheets: for whoever teaches, sheets of many seeds and the key to them, made in the browser.
import '../practice.css'
import './worksheets.css'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { Shell } from '../../../components/shell.tsx'
import { SiteLink } from '../../../components/site-link.tsx'
import { Worksheets } from './worksheets.tsx'

export const metadata: Metadata = {
  title: 'Worksheets',
  description:
    'A different sheet for everyone in a class, with a key: PDF, spreadsheets, notebooks, questions for Moodle.',
}

export default function WorksheetsPage(): ReactNode {
  return (
    <Shell here="practice">
      <div className="page practice">
        <h1>Worksheets</h1>
        <p className="lead">
          A sheet for everybody in the class, each with numbers of its own, and a key with the arithmetic of every
          number.
        </p>
        <p>
          Files are made here, in your browser. A sheet never holds its answers, not even hidden; they stand in the key,
          a file of its own. Spreadsheets that come back filled in are marked in one go in a terminal, with a row for
          each in a file for your grade book: <code>npm start -- practice --answers FOLDER --csv marks.csv</code>. So
          are notebooks, which students fill in with NumPy:{' '}
          <code>npm start -- check --numbers FOLDER --lesson hard-attention-seed --csv marks.csv</code>. Questions for
          Moodle are one file for its question bank: a quiz can draw one of each step for every student, and Moodle
          marks them. TeX compiles with pdflatex and the packages of every distribution. For work on a screen, hand out
          links to <SiteLink href="/practice/">practice</SiteLink>.
        </p>
        <noscript>
          <p>Making files needs JavaScript, which is switched off here.</p>
        </noscript>
        <Worksheets />
      </div>
    </Shell>
  )
}
