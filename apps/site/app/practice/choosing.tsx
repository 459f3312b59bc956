// Which problem, and what is asked of it: a form that writes the address.
import { blankSizes, exerciseKinds, kindTitles } from '@dit-by-hand/practice/exercise'
import { largestSeed } from '@dit-by-hand/practice/problem'
import { isStep, stepNumbers } from '@dit-by-hand/spec/names'
import { type ReactNode, useState } from 'react'
import { copied } from '../../components/walk/share.tsx'
import { type Address, writeAddress } from './address.ts'
import { ChooseDifficulty } from './difficulty.tsx'

const blankTitles = { cell: 'a cell', row: 'a row', matrix: 'a matrix', step: 'a whole step' } as const

export function Choosing({
  address,
  onChoose,
}: {
  readonly address: Address
  readonly onChoose: (part: Partial<Address>) => void
}): ReactNode {
  const [said, setSaid] = useState('')
  const link = (part: Partial<Address> = {}): string => {
    const { origin, pathname } = window.location
    return `${origin}${pathname}#${writeAddress({ ...address, ...part })}`
  }
  const copy = async (text: string): Promise<void> =>
    setSaid((await copied(text)) ? 'The link is copied.' : `Your browser does not let the page copy. The link: ${text}`)
  const isFilling = ['walk', 'forward', 'gradients', 'step'].includes(address.kind)
  return (
    <form className="practice-choosing" onSubmit={event => event.preventDefault()}>
      <label>
        problem
        <input
          type="number"
          min={0}
          max={largestSeed}
          value={address.seed}
          onChange={({ target }) => {
            const seed = target.valueAsNumber
            if (Number.isInteger(seed) && seed >= 0 && seed <= largestSeed) onChoose({ seed })
          }}
        />
      </label>
      <ChooseDifficulty value={address.difficulty} onChoose={difficulty => onChoose({ difficulty })} />
      <label>
        exercise
        <select
          value={address.kind}
          onChange={({ target }) =>
            onChoose({ kind: exerciseKinds.find(one => one === target.value) ?? address.kind, steps: [] })
          }
        >
          {exerciseKinds.map(one => (
            <option key={one} value={one}>
              {kindTitles[one]}
            </option>
          ))}
        </select>
      </label>
      {address.kind === 'step' && (
        <label>
          step
          <select
            value={address.steps[0]}
            onChange={({ target }) => onChoose({ steps: [Number(target.value)].filter(isStep) })}
          >
            {stepNumbers.map(step => (
              <option key={step}>{step}</option>
            ))}
          </select>
        </label>
      )}
      {isFilling && (
        <label>
          blank at once
          <select
            value={address.blanks}
            onChange={({ target }) =>
              onChoose({ blanks: blankSizes.find(one => one === target.value) ?? address.blanks })
            }
          >
            {blankSizes.map(one => (
              <option key={one} value={one}>
                {blankTitles[one]}
              </option>
            ))}
          </select>
        </label>
      )}
      <span className="practice-links">
        <button type="button" className="button" onClick={() => copy(link())}>
          Copy link
        </button>
        <button type="button" className="button" onClick={() => copy(link({ fixed: true, answers: false }))}>
          Copy link for a class
        </button>
      </span>
      <p className="practice-said" aria-live="polite">
        {said}
      </p>
    </form>
  )
}
