// The choice of the lesson that numbers are of: one of the site, a problem of practice, or a file.
import { at } from '@dit-by-hand/graph/at'
import { largestSeed } from '@dit-by-hand/practice/problem'
import { nameOf } from '@dit-by-hand/practice/problem-named'
import type { CaseId } from '@dit-by-hand/spec/cases'
import { useState } from 'react'
import { OpenFile } from '../../../components/asking.tsx'
import { ChooseDifficulty, type Level } from '../../../components/difficulty.tsx'
import { Select, WholeNumber } from '../../../components/fields.tsx'
import { textIn } from '../../../lib/text-in.ts'

/** Besides the lessons of the site. */
const others = { problem: 'A problem of practice', own: 'A lesson of your own' } as const

/** A lesson that the site has. */
export interface Known {
  readonly id: CaseId
  readonly title: string
}

/** Which lesson the numbers are of: what chooses it, and what a judge is told; null where a file has still to be opened. */
export function useLesson(lessons: readonly Known[]) {
  const titles = [...lessons.map(({ title }) => title), ...Object.values(others)]
  const [title, setTitle] = useState(at(titles, 0))
  const [level, setLevel] = useState<Level>({ difficulty: 'hard-attention', ties: false })
  const [seed, setSeed] = useState(1)
  const [own, setOwn] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const known = lessons.find(one => one.title === title)
  const asked = known?.id ?? (title === others.problem ? nameOf({ ...level, seed }) : (own?.text ?? null))
  const choice = (
    <>
      <Select title="Lesson" of={titles} value={title} onChoose={setTitle} />
      {title === others.problem && (
        <>
          <ChooseDifficulty title="Difficulty" value={level} onChoose={setLevel} />
          <WholeNumber title="Seed" least={0} most={largestSeed} value={seed} onChoose={setSeed} />
        </>
      )}
      {title === others.own && (
        <OpenFile
          accept="application/json,.json"
          onFile={file => void textIn(file).then(text => setOwn({ name: file.name, text }))}
        >
          {own === null ? 'Open the lesson' : `Lesson: ${own.name}`}
        </OpenFile>
      )}
    </>
  )
  return { asked, choice, chooseFirst: () => setTitle(at(titles, 0)) }
}
