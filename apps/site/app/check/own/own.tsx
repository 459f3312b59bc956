'use client'
// A reader's own numbers, pasted or from a file, judged in the browser against one of the lessons.
import { at } from '@dit-by-hand/graph/at'
import { type ReactNode, useEffect, useState } from 'react'
import { OpenFile } from '../../../components/asking.tsx'
import { Button } from '../../../components/button.tsx'
import { textOf } from '../../../lib/text-in.ts'
import { useWorker } from '../../../lib/use-worker.ts'
import { Judgement } from './judgement.tsx'
import type { Asked, Told } from './told.ts'
import { type Known, useLesson } from './use-lesson.tsx'

interface OwnProps {
  readonly lessons: readonly Known[]
  /** What a program might print that has a mistake. */
  readonly example: string
}

function useJudge() {
  const [told, setTold] = useState<Told | 'judging' | null>(null)
  const { begin } = useWorker<Asked, Told>({
    make: () => new Worker(new URL('./own.worker.ts', import.meta.url), { type: 'module' }),
    onNews: news => {
      setTold(news)
      return true
    },
    onBreak: message => setTold({ refused: `This could not be judged: ${message}.` }),
  })
  const judge = (lesson: string | null, bytes: Uint8Array, stem: string | null): void => {
    setTold(lesson === null ? { refused: 'Open the lesson first.' } : 'judging')
    if (lesson !== null) begin({ lesson, bytes, stem })
  }
  return { told, judge }
}

const isText = (name: string): boolean => !/\.np[yz]$/i.test(name)

export function Own({ lessons, example }: OwnProps): ReactNode {
  const { asked: lesson, choice, chooseFirst } = useLesson(lessons)
  const [text, setText] = useState('')
  const [ready, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const { told, judge } = useJudge()
  const judgeText = (of: string | null, written: string): void => judge(of, new TextEncoder().encode(written), null)
  const open = async (file: File): Promise<void> => {
    const bytes = new Uint8Array(await file.arrayBuffer())
    if (isText(file.name)) setText(textOf(bytes))
    judge(lesson, bytes, file.name.replace(/\.[^.]*$/, ''))
  }
  return (
    <div className="spec-box own">
      <div className="own-lesson">{choice}</div>
      <label className="field">
        Your numbers, each array with its name before it
        <textarea
          rows={8}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      <p className="row">
        <Button strong disabled={!ready || text.trim() === ''} onClick={() => judgeText(lesson, text)}>
          Check the numbers
        </Button>
        <OpenFile accept=".npz,.npy,.ipynb,.json,.txt,.csv,text/*" onFile={file => void open(file)}>
          Open a file
        </OpenFile>
        <Button
          disabled={!ready}
          onClick={() => {
            chooseFirst()
            setText(example)
            judgeText(at(lessons, 0).id, example)
          }}
        >
          Try an example
        </Button>
      </p>
      <p className="spec-verdict" role="status" data-state={told === null || told === 'judging' ? 'idle' : 'ended'}>
        {told === null
          ? 'Paste what NumPy, PyTorch, TensorFlow, JAX, pandas, R, Julia, MATLAB or C prints, a table, TeX or JSON; or open a notebook or a .npz file.'
          : told === 'judging'
            ? 'Judging …'
            : 'refused' in told
              ? told.refused
              : told.verdict}
      </p>
      {told !== null && told !== 'judging' && <Judgement told={told} />}
    </div>
  )
}
