'use client'
// A lesson of one's own: from a file, from a blank, or as it was left in the walk.
import type { Lesson } from '@dit-by-hand/spec/format'
import { decode, encode, home } from '@dit-by-hand/walkthrough/address'
import { type BlankSizes, blank } from '@dit-by-hand/walkthrough/blank'
import type { LessonRef } from '@dit-by-hand/walkthrough/teaching'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { basePath, placeHref } from '../../lib/hrefs.ts'
import { checkedLesson, openLesson, packedLesson } from '../../lib/open-lesson.ts'
import { saveLesson } from '../../lib/save.ts'
import { textIn } from '../../lib/text-in.ts'
import { OpenFile } from '../asking.tsx'
import { Button } from '../button.tsx'
import { isMissing } from '../later.tsx'
import { reasonHere } from '../reason-here.ts'

/** Walks through a lesson once it is made; else the problems with it, a line each. */
function useMaking(): readonly [problems: readonly string[], make: (made: () => Promise<Lesson>) => Promise<void>] {
  const router = useRouter()
  const [problems, setProblems] = useState<readonly string[]>([])
  const make = async (made: () => Promise<Lesson>): Promise<void> => {
    setProblems([])
    try {
      const ref: LessonRef = await packedLesson(await made())
      router.push(placeHref('opening', encode({ ...home, lesson: ref })))
    } catch (error) {
      setProblems(reasonHere(error).split('\n'))
    }
  }
  return [problems, make]
}

export function LessonTools({ cases }: { readonly cases: readonly string[] }): ReactNode {
  const [problems, make] = useMaking()
  const [fragment, setFragment] = useState('')
  useEffect(() => setFragment(location.hash.slice(1)), [])
  return (
    <div className="lesson-tools">
      <section aria-labelledby="from-file">
        <h2 id="from-file">From a file</h2>
        <p>Open a lesson as JSON. It is checked here in your browser and is not sent anywhere.</p>
        <OpenFile
          accept="application/json,.json"
          onFile={file => make(async () => checkedLesson(await textIn(file), file.name.replace(/\.json$/, '')))}
        >
          Open a lesson file
        </OpenFile>
        <Problems of={problems} />
      </section>
      <Blank />
      {fragment !== '' && <Current fragment={fragment} cases={cases} />}
    </div>
  )
}

/** What stands in the way of a lesson, told beside what was tried. */
function Problems({ of: problems }: { readonly of: readonly string[] }): ReactNode {
  if (problems.length === 0) return null
  return (
    <div className="problems" role="alert">
      <p>This lesson cannot be opened yet:</p>
      <ul>
        {problems.map(problem => (
          <li key={problem}>
            <code>{problem}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}

const fields = [
  ['frames', 'frames', 4],
  ['rows', 'rows of a frame', 2],
  ['columns', 'columns of a frame', 2],
  ['patchFrames', 'frames of a patch', 1],
  ['patchRows', 'rows of a patch', 2],
  ['patchColumns', 'columns of a patch', 2],
  ['latent', 'width of the latent', 2],
  ['text', 'length of a word’s vector', 3],
] as const

/** The sizes that were filled in. */
function sizesIn(data: FormData): BlankSizes {
  const number = (name: string): number => Number(data.get(name))
  return {
    frames: number('frames'),
    rows: number('rows'),
    columns: number('columns'),
    patch: { frames: number('patchFrames'), rows: number('patchRows'), columns: number('patchColumns') },
    latent: number('latent'),
    text: number('text'),
    prompt: String(data.get('prompt')),
  }
}

function Blank(): ReactNode {
  const [problems, make] = useMaking()
  return (
    <section aria-labelledby="blank">
      <h2 id="blank">A blank lesson</h2>
      <p>Every number is zero, for you to fill in.</p>
      <form
        className="sizes"
        onSubmit={event => {
          event.preventDefault()
          const sizes = sizesIn(new FormData(event.currentTarget))
          make(() => checkedLesson(JSON.stringify(blank(sizes)), 'blank'))
        }}
      >
        {fields.map(([name, text, value]) => (
          <label key={name}>
            <span>{text}</span>
            <input name={name} type="number" min="1" max="16" defaultValue={value} required />
          </label>
        ))}
        <label className="wide">
          <span>prompt</span>
          <input name="prompt" type="text" maxLength={100} defaultValue="my own words" required />
        </label>
        <button type="submit" className="button strong">
          Start from blank
        </button>
      </form>
      <Problems of={problems} />
    </section>
  )
}

/** The lesson that the reader came from. */
function Current({ fragment, cases }: { readonly fragment: string; readonly cases: readonly string[] }): ReactNode {
  const [said, setSaid] = useState('')
  const decoded = decode(fragment)
  if (!decoded.ok) return null
  const { address } = decoded
  const save = async (): Promise<void> => {
    try {
      saveLesson(await openLesson(address.lesson, cases), address.edits)
    } catch (error) {
      setSaid(`The lesson of this link cannot be read${isMissing(error) ? `: ${reasonHere(error)}` : ''}.`)
    }
  }
  return (
    <section aria-labelledby="current">
      <h2 id="current">The lesson you came from</h2>
      <p className="row">
        <Button onClick={save}>Save it as a file</Button>
        <a className="button" href={`${basePath}${placeHref('opening', fragment)}`}>
          Back to it
        </a>
        <span role="status">{said}</span>
      </p>
    </section>
  )
}
