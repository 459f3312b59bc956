// What is kept: saved as a file, read back from one, or forgotten after asking.
import { counted } from '@dit-by-hand/graph/counted'
import { reasonOf } from '@dit-by-hand/graph/reason'
import type { Event, Progress } from '@dit-by-hand/practice/progress'
import { progressText, readProgress } from '@dit-by-hand/practice/progress-file'
import { type ReactNode, useState } from 'react'
import { Asked, OpenFile } from '../../components/asking.tsx'
import { Button } from '../../components/button.tsx'
import { saveText } from '../../lib/save.ts'
import { textIn } from '../../lib/text-in.ts'

interface KeepingProps {
  readonly progress: Progress
  readonly send: (events: readonly Event[]) => void
}

export function Keeping({ progress, send }: KeepingProps): ReactNode {
  const [said, setSaid] = useState('')
  const [asks, setAsks] = useState<'exercise' | 'everything' | null>(null)
  const read = async (file: File): Promise<void> => {
    try {
      const found = readProgress(await textIn(file))
      send([{ type: 'import', progress: found }])
      setSaid(`Read from ${file.name}: ${counted(Object.keys(found.works).length, 'exercise')}.`)
    } catch (error) {
      setSaid(`${file.name} cannot be read, and nothing was changed. ${reasonOf(error)}`)
    }
  }
  const forget = (what: 'exercise' | 'everything'): void => {
    const { open, works } = progress
    const work = open === null ? undefined : works[open]
    send([{ type: 'reset', what }, ...(what === 'everything' && work ? [{ type: 'open', place: work } as const] : [])])
    setAsks(null)
    setSaid(what === 'exercise' ? 'Erased: the exercise begins anew.' : 'Everything is forgotten.')
  }
  return (
    <details className="practice-keeping">
      <summary>What is kept</summary>
      <p>
        All that you type is kept in this browser and nowhere else. Save it as a file to go on elsewhere, in the
        terminal too.
      </p>
      <p className="row">
        <Button onClick={() => saveText('dit-practice.json', progressText(progress))}>Save as a file</Button>
        <OpenFile accept="application/json,.json" onFile={file => void read(file)}>
          Read a file
        </OpenFile>
        <Button onClick={() => setAsks('exercise')}>Begin this exercise anew</Button>
        <Button onClick={() => setAsks('everything')}>Forget everything</Button>
      </p>
      {asks !== null && (
        <Asked
          title="Erase?"
          question={asks === 'exercise' ? 'Erase what you typed in this exercise?' : 'Erase all exercises?'}
          yes="Erase"
          no="Keep"
          onAnswer={isYes => (isYes ? forget(asks) : setAsks(null))}
        />
      )}
      <p aria-live="polite">{said}</p>
    </details>
  )
}
