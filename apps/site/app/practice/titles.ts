// What the difficulties are called on a page.
import type { Difficulty } from '@dit-by-hand/practice/problem'

export const difficultyTitles = {
  'three-frames': 'three frames',
  'hard-attention': 'hard attention',
  'two-frame-patches': 'patches of two frames',
  softmax: 'softmax, two decimals',
} as const satisfies { readonly [D in Difficulty]: string }
