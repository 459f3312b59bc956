// A question with a few answers, one of them right.
import type { Choice } from '@dit-by-hand/practice/exercise'
import { verdictSign } from '@dit-by-hand/practice/mark'
import type { ReactNode } from 'react'
import { Board, type BoardProps } from './board.tsx'

export function Choices({
  task,
  onChoose,
  ...shared
}: Omit<BoardProps, 'task'> & { readonly task: Choice; readonly onChoose: (text: string) => void }): ReactNode {
  const chosen = shared.work.entries[task.id]
  const sign = verdictSign(shared.marks[task.id])
  return (
    <>
      <Board {...shared} task={task} />
      <fieldset className="practice-choices">
        <legend className="vh">{task.question}</legend>
        {task.options.map(({ text }, i) => (
          <label key={text}>
            <input
              type="radio"
              name={task.id}
              data-field={task.id}
              checked={chosen === `${i + 1}`}
              onChange={() => onChoose(`${i + 1}`)}
            />
            {text} {chosen === `${i + 1}` && sign}
          </label>
        ))}
      </fieldset>
    </>
  )
}
