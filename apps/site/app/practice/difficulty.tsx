'use client'
// The choice of a difficulty: the same list for an exercise and for a class's sheets.
import { type Difficulty, difficulties } from '@dit-by-hand/practice/problem'
import type { ReactNode } from 'react'
import { Select } from '../../components/fields.tsx'
import { difficultyTitles } from './titles.ts'

export function ChooseDifficulty({
  value,
  onChoose,
}: {
  readonly value: Difficulty
  readonly onChoose: (difficulty: Difficulty) => void
}): ReactNode {
  return (
    <Select
      title="difficulty"
      of={difficulties}
      say={difficulty => difficultyTitles[difficulty]}
      value={value}
      onChoose={onChoose}
    />
  )
}
