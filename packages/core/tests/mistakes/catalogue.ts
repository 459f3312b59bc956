// The wrong engines that were catalogued by hand before mistakes were searched for: all of them must still be named.
import { answerMistakes } from './answers.ts'
import { attentionMistakes } from './attention.ts'
import { encodingMistakes } from './encoding.ts'
import { generationMistakes } from './generation.ts'
import type { Mistake } from './mistake.ts'
import { trainingMistakes } from './training.ts'
import { videoMistakes } from './video.ts'

export const catalogue: readonly Mistake[] = [
  ...videoMistakes,
  ...encodingMistakes,
  ...attentionMistakes,
  ...trainingMistakes,
  ...generationMistakes,
  ...answerMistakes,
]
