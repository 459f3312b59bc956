// Judges a reader's numbers away from the page: to name a mistake may take a second.

import { reasonOf } from '@dit-by-hand/graph/reason'
import { judgeNumbers } from '@dit-by-hand/practice/own-numbers'
import { NumbersError, numbersInFile } from '@dit-by-hand/practice/own-numbers-read'
import { notes, verdict } from '@dit-by-hand/practice/own-numbers-told'
import { caseOf } from '@dit-by-hand/spec/cases'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { Asked, Told, Wrong } from './told.ts'

function judged({ lesson, bytes, stem }: Asked): Told {
  const found = judgeNumbers(caseOf(lesson).lesson, numbersInFile(bytes, stem))
  const sizes = (shape: readonly number[], shapeFound: readonly number[]): string =>
    `it is ${shapeFound.join('×')}, and should be ${shape.join('×')}`
  const wrong: readonly Wrong[] = [
    ...found.given.map(({ name, shape, shapeFound, cells }) => ({
      matrix: name,
      says: cells ? 'it is given, and is not what the lesson gives' : sizes(shape, shapeFound),
      isGiven: true,
      also: [],
      follows: [],
      cells,
    })),
    ...found.wrong.map(({ matrix, mistake, looks, also, follows, shape, shapeFound, cells }) => ({
      matrix,
      says: mistake?.says ?? (cells ? (looks ?? 'it is not what it should be') : sizes(shape, shapeFound)),
      isGiven: false,
      also,
      follows,
      cells,
    })),
  ]
  return { lesson, verdict: verdict(found, titleOf), wrong, notes: notes(found, titleOf) }
}

function told(asked: Asked): Told {
  try {
    return judged(asked)
  } catch (error) {
    return { refused: error instanceof NumbersError ? error.message : `This could not be judged: ${reasonOf(error)}.` }
  }
}

self.addEventListener('message', ({ data }: MessageEvent<Asked>) => self.postMessage(told(data)))
