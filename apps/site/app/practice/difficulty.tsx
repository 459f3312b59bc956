'use client'
// The choice of a difficulty: the same list for an exercise and for a class's sheets.
import { type Difficulty, difficulties } from '@dit-by-hand/practice/problem'
import type { ReactNode } from 'react'
import { difficultyTitles } from './titles.ts'

export function ChooseDifficulty({
  value,
  onChoose,
}: {
  readonly value: Difficulty
  readonly onChoose: (difficulty: Difficulty) => void
}): ReactNode {
  return (
    <label>
      difficulty
      <select
        value={value}
        onChange={({ target }) => onChoose(difficulties.find(one => one === target.value) ?? value)}
      >
        {difficulties.map(one => (
          <option key={one} value={one}>
            {difficultyTitles[one]}
          </option>
        ))}
      </select>
    </label>
  )
}
