'use client'
// The form of the worksheets page: which seeds, which steps, which files; what they hold; and all of them in one archive.
import { keysOf } from '@dit-by-hand/graph/at'
import { largestSeed, problem } from '@dit-by-hand/practice/problem'
import { stepRange } from '@dit-by-hand/practice/steps'
import type { Format, Request } from '@dit-by-hand/practice/worksheets'
import { stepNumbers } from '@dit-by-hand/spec/names'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { Button } from '../../../components/button.tsx'
import { useCopy } from '../../../components/copy.ts'
import { ChooseDifficulty, type Level } from '../../../components/difficulty.tsx'
import { Select, WholeNumber } from '../../../components/fields.tsx'
import { reasonHere } from '../../../components/reason-here.ts'
import { SiteLink } from '../../../components/site-link.tsx'
import { basePath } from '../../../lib/hrefs.ts'
import { saveBytes } from '../../../lib/save.ts'
import { type Address, mostSheets, usual, writeAddress } from '../address.ts'
import { Preview } from './preview.tsx'

const formatTitles = {
  pdf: 'PDF',
  xlsx: 'spreadsheet that checks',
  html: 'HTML',
  tex: 'TeX',
  md: 'Markdown',
  ipynb: 'notebook to program',
  moodle: 'questions for Moodle',
} as const satisfies { readonly [F in Format]: string }
const paperTitles = { a4: 'A4, landscape', letter: 'Letter, landscape' } as const satisfies {
  readonly [P in Request['paper']]: string
}
const formats = keysOf(formatTitles)

interface Form extends Level, Pick<Request, 'paper' | 'formats' | 'key'> {
  readonly seed: number
  readonly count: number
  readonly from: number
  readonly to: number
  /** Also where some steps are asked alone. */
  readonly oneSheet: boolean
  readonly together: boolean
}

const first: Form = {
  ...{ seed: 1, count: 30, difficulty: 'hard-attention', ties: false, from: 1, to: 13, paper: 'a4' },
  ...{ oneSheet: false, formats: ['pdf'], key: true, together: false },
}

export function Worksheets(): ReactNode {
  const [form, setForm] = useState(first)
  const [said, setSaid] = useState('')
  const [isBusy, setBusy] = useState(false)
  const set = (part: Partial<Form>): void => setForm({ ...form, ...part })
  const number = (name: 'seed' | 'count' | 'from' | 'to', least: number, most: number, label: string): ReactNode => (
    <WholeNumber
      title={label}
      least={least}
      most={most}
      value={form[name]}
      onChoose={value => set({ [name]: value })}
    />
  )
  const why = refusal(form)
  // Typing a seed does not wait for its sheet.
  const { seed, count, difficulty, ties, from, to, paper, oneSheet } = useDeferredValue(form)
  const make = async (): Promise<void> => {
    setBusy(true)
    try {
      const { name, bytes, count } = await archiveOf(form, (done, of) => setSaid(`${done} of ${of} files are made.`))
      saveBytes(name, bytes, 'application/zip')
      setSaid(`${count} files are in ${name}.`)
    } catch (error) {
      setSaid(`The files cannot be made: ${reasonHere(error)}`)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <form className="practice-choosing" onSubmit={event => event.preventDefault()}>
        {number('seed', 0, largestSeed, 'first seed')}
        {number('count', 1, mostSheets, 'how many')}
        <ChooseDifficulty title="difficulty" value={form} onChoose={set} />
        {number('from', 1, form.to, 'from step')}
        {number('to', form.from, stepNumbers.length, 'to step')}
        <Select
          title="paper"
          of={['a4', 'letter'] as const}
          say={paper => paperTitles[paper]}
          value={form.paper}
          onChoose={paper => set({ paper })}
        />
        <fieldset className="worksheets-files">
          <legend>files</legend>
          {formats.map(format => (
            <span key={format}>
              {check(formatTitles[format], form.formats.includes(format), checked =>
                set({
                  formats: formats.filter(one => (one === format ? checked : form.formats.includes(one))),
                }),
              )}
            </span>
          ))}
          {check('with the key', form.key, key => set({ key }))}
          {check('these steps on one sheet', form.oneSheet, oneSheet => set({ oneSheet }), isWhole(form))}
          {check('all sheets in one file, to print', form.together, together => set({ together }), form.count === 1)}
        </fieldset>
        <span className="row">
          <Button strong disabled={isBusy || why !== null} onClick={() => void make()}>
            Make the files
          </Button>
        </span>
        <p className="practice-said" aria-live="polite">
          {why ?? said}
        </p>
      </form>
      {why === null && (
        <Preview
          {...{ seed, count, difficulty, ties, paper }}
          steps={stepRange(from, to)}
          layout={layoutOf({ oneSheet })}
        />
      )}
      {why === null && <Links form={form} />}
    </>
  )
}

const check = (label: string, isChecked: boolean, on: (checked: boolean) => void, disabled = false): ReactNode => (
  <label className="check">
    <input type="checkbox" checked={isChecked} disabled={disabled} onChange={({ target }) => on(target.checked)} />{' '}
    {label}
  </label>
)

const isWhole = ({ from, to }: Pick<Form, 'from' | 'to'>): boolean => from === 1 && to === stepNumbers.length

/** The whole walk stands on one sheet where it fits; some steps only where that is asked. */
const layoutOf = ({ oneSheet }: Pick<Form, 'oneSheet'>): Request['layout'] => (oneSheet ? 'sheet' : undefined)

function refusal({ seed, count, formats: wanted }: Form): string | null {
  if (wanted.length === 0) return 'Choose at least one kind of file.'
  return seed + count - 1 > largestSeed ? `Seeds end at ${largestSeed}: fewer sheets, or an earlier seed.` : null
}

/** Links into practice: one for the class, or one for each. */
function Links({ form }: { readonly form: Form }): ReactNode {
  const [said, copy] = useCopy()
  const [hints, setHints] = useState(true)
  const [answers, setAnswers] = useState(false)
  const { seed, count, difficulty, ties, from, to } = form
  const address: Address = {
    ...usual,
    ...{ seed, count, number: count === 1 ? 1 : null, difficulty, ties, fixed: true, hints, answers },
    steps: isWhole(form) ? [] : stepNumbers.filter(step => step >= from && step <= to),
  }
  const link = (part: Partial<Address>): string =>
    `${window.location.origin}${basePath}/practice/#${writeAddress({ ...address, ...part })}`
  const each = (): string =>
    Array.from({ length: count }, (_, i) => link({ seed: seed + i, count: 1, number: 1 })).join('\n')
  return (
    <section aria-labelledby="links" className="worksheets-links">
      <h2 id="links">On a screen instead</h2>
      <p>
        The link for the class opens the same problems in <SiteLink href="/practice/">practice</SiteLink>, with nothing
        to choose: each student enters their number on the class list and gets the sheet with that number. No part of an
        answer is in a link, nor in what practice keeps until the answer is asked for; but anyone who knows a seed can
        make its key here, as with any book of exercises.
      </p>
      <p className="row">
        {check('links allow hints', hints, setHints)}
        {check('links allow looking at answers', answers, setAnswers)}
      </p>
      <p className="row">
        <Button onClick={() => void copy(link({}))}>Copy the link for the class</Button>
        <Button onClick={() => void copy(each())}>Copy a link for each</Button>
      </p>
      <p className="practice-said" aria-live="polite">
        {said}
      </p>
    </section>
  )
}

/** All files of a form in one archive. What makes them is read only now: it is large. */
async function archiveOf(
  form: Form,
  onProgress: (done: number, of: number) => void,
): Promise<{ readonly name: string; readonly bytes: Uint8Array<ArrayBuffer>; readonly count: number }> {
  const [{ askedOf, filesOf }, { zipSync, strToU8 }] = await Promise.all([
    import('@dit-by-hand/practice/worksheets'),
    import('fflate'),
  ])
  const { seed, count, difficulty, ties, paper, key, together } = form
  const steps = stepRange(form.from, form.to)
  const asked = Array.from({ length: count }, (_, i) => askedOf(problem({ seed: seed + i, difficulty, ties }), steps))
  const files = filesOf({ asked, formats: form.formats, key, together, steps, layout: layoutOf(form), paper })
  const contents: { [name: string]: Uint8Array } = {}
  for (const [i, { name, made }] of files.entries()) {
    const content = await made()
    contents[name] = typeof content === 'string' ? strToU8(content) : content
    onProgress(i + 1, files.length)
    // The page stays alive between two files.
    await new Promise(resolve => setTimeout(resolve))
  }
  const last = seed + count - 1
  const name = `worksheets-${count === 1 ? seed : `${seed}-to-${last}`}.zip`
  return { name, bytes: new Uint8Array(zipSync(contents, { level: 6 })), count: files.length }
}
