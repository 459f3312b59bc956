// Which problem, and what is asked of it: a form that writes the address.
import { at } from '@dit-by-hand/graph/at'
import { blankSizes, exerciseKinds, kindTitles } from '@dit-by-hand/practice/exercise'
import { largestSeed } from '@dit-by-hand/practice/problem'
import { stepNumbers } from '@dit-by-hand/spec/names'
import type { ReactNode } from 'react'
import { Button } from '../../components/button.tsx'
import { useCopy } from '../../components/copy.ts'
import { ChooseDifficulty } from '../../components/difficulty.tsx'
import { Select, WholeNumber } from '../../components/fields.tsx'
import { type Address, writeAddress } from './address.ts'

const blankTitles = { cell: 'a cell', row: 'a row', matrix: 'a matrix', step: 'a whole step' } as const

interface ChoosingProps {
  readonly address: Address
  readonly onChoose: (part: Partial<Address>) => void
}

export function Choosing({ address, onChoose }: ChoosingProps): ReactNode {
  const [said, copy] = useCopy()
  const link = (part: Partial<Address> = {}): string => {
    const { origin, pathname } = window.location
    return `${origin}${pathname}#${writeAddress({ ...address, ...part })}`
  }
  const isFilling = ['walk', 'forward', 'gradients', 'step'].includes(address.kind)
  return (
    <form className="practice-choosing" onSubmit={event => event.preventDefault()}>
      <WholeNumber
        title="problem"
        least={0}
        most={largestSeed}
        value={address.seed}
        onChoose={seed => onChoose({ seed })}
      />
      <ChooseDifficulty title="difficulty" value={address} onChoose={onChoose} />
      <Select
        title="exercise"
        of={exerciseKinds}
        say={kind => kindTitles[kind]}
        value={address.kind}
        onChoose={kind => onChoose({ kind, steps: [] })}
      />
      {address.kind === 'step' && (
        <Select
          title="step"
          of={stepNumbers}
          value={at(address.steps, 0)}
          onChoose={step => onChoose({ steps: [step] })}
        />
      )}
      {isFilling && (
        <Select
          title="blank at once"
          of={blankSizes}
          say={size => blankTitles[size]}
          value={address.blanks}
          onChoose={blanks => onChoose({ blanks })}
        />
      )}
      <span className="row">
        <Button onClick={() => copy(link())}>Copy link</Button>
        <Button onClick={() => copy(link({ fixed: true, answers: false }))}>Copy link for a class</Button>
      </span>
      <p className="practice-said" aria-live="polite">
        {said}
      </p>
    </form>
  )
}
