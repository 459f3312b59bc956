// Judges a reader's numbers away from the page: to name a mistake may take a second.

import { reasonOf } from '@dit-by-hand/graph/reason'
import { judgeNumbers } from '@dit-by-hand/practice/own-numbers'
import { NumbersError, numbersInFile } from '@dit-by-hand/practice/own-numbers-read'
import { notes, otherwise, verdict } from '@dit-by-hand/practice/own-numbers-told'
import { problemNamed } from '@dit-by-hand/practice/problem-named'
import { caseOf, isCaseId } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { LessonError } from '@dit-by-hand/spec/load'
import { encode, home } from '@dit-by-hand/walkthrough/address'
import { lessonIn } from '@dit-by-hand/walkthrough/lesson-read'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { LessonRef } from '@dit-by-hand/walkthrough/teaching'
import { packedLesson } from '../../../lib/open-lesson.ts'
import type { Asked, Told, Wrong } from './told.ts'

/** The lesson that is meant, and how a link names it. */
async function lessonFor(asked: string): Promise<{ readonly lesson: Lesson; readonly ref: LessonRef }> {
  if (isCaseId(asked)) return { lesson: caseOf(asked).lesson, ref: { kind: 'case', id: asked } }
  const lesson = problemNamed(asked)?.lesson ?? lessonIn(asked)
  return { lesson, ref: await packedLesson(lesson) }
}

async function judged({ lesson: asked, bytes, stem }: Asked): Promise<Told> {
  const { lesson, ref } = await lessonFor(asked)
  const found = judgeNumbers(lesson, numbersInFile(bytes, stem))
  const wrong: readonly Wrong[] = [
    ...found.given.map(one => {
      return { matrix: one.name, says: `it ${otherwise(one)}`, also: [], follows: [], cells: one.cells }
    }),
    ...found.wrong.map(({ matrix, mistake, looks, also, follows, shape, shapeFound, cells }) => {
      const sizes = `it is ${shapeFound.join('×')}, it should be ${shape.join('×')}`
      const says = mistake?.says ?? (cells ? (looks ?? 'it is not what it should be') : sizes)
      return { matrix, says, also, follows, cells }
    }),
  ]
  const fragment = encode({ ...home, lesson: ref })
  return { fragment, verdict: verdict(found, titleOf), wrong, notes: notes(found, titleOf) }
}

async function told(asked: Asked): Promise<Told> {
  try {
    return await judged(asked)
  } catch (error) {
    if (error instanceof NumbersError) return { refused: error.message }
    if (error instanceof LessonError) return { refused: `This is no lesson that can be worked: ${error.message}` }
    return { refused: `This could not be judged: ${reasonOf(error)}.` }
  }
}

self.addEventListener('message', async ({ data }: MessageEvent<Asked>) => self.postMessage(await told(data)))
