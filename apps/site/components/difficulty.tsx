'use client'
// The choice of a difficulty: the same list for an exercise and for a class's sheets.
import { type Difficulty, difficulties } from '@dit-by-hand/practice/problem'
import type { ReactNode } from 'react'
import { Select } from './fields.tsx'

const titles: { readonly [D in Difficulty]: string } = {
  'three-frames': 'three frames',
  'hard-attention': 'hard attention',
  'two-frame-patches': 'patches of two frames',
  softmax: 'softmax, two decimals',
}

interface ChooseDifficultyProps {
  readonly title: string
  readonly value: Difficulty
  readonly onChoose: (difficulty: Difficulty) => void
}

export const ChooseDifficulty = (props: ChooseDifficultyProps): ReactNode => (
  <Select of={difficulties} say={difficulty => titles[difficulty]} {...props} />
)
