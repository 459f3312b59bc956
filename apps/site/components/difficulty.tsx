'use client'
// The choice of a difficulty, with ties or without: the same list for an exercise and for a class's sheets.
import { at } from '@dit-by-hand/graph/at'
import { type Difficulty, difficulties } from '@dit-by-hand/practice/problem'
import type { ReactNode } from 'react'
import { Select } from './fields.tsx'

const titles: { readonly [D in Difficulty]: string } = {
  'three-frames': 'three frames',
  'hard-attention': 'hard attention',
  'two-frame-patches': 'patches of two frames',
  softmax: 'softmax, two decimals',
}

export interface Level {
  readonly difficulty: Difficulty
  readonly ties: boolean
}

// With softmax nothing ties.
const levels = difficulties.flatMap((difficulty): readonly Level[] =>
  [false, true].flatMap(ties => (ties && difficulty === 'softmax' ? [] : [{ difficulty, ties }])),
)
const nameOf = ({ difficulty, ties }: Level): string => `${difficulty}${ties ? '-ties' : ''}`
const names = levels.map(nameOf)
const titleOf = ({ difficulty, ties }: Level): string => `${ties ? 'ties in ' : ''}${titles[difficulty]}`

interface ChooseDifficultyProps {
  readonly title: string
  readonly value: Level
  readonly onChoose: (level: Level) => void
}

export const ChooseDifficulty = ({ title, value, onChoose }: ChooseDifficultyProps): ReactNode => (
  <Select
    title={title}
    of={names}
    say={name => titleOf(at(levels, names.indexOf(name)))}
    value={nameOf(value)}
    onChoose={name => onChoose(at(levels, names.indexOf(name)))}
  />
)
