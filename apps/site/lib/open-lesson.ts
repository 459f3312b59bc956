// From what an address says of its lesson to the lesson itself. What checks lessons is loaded only when it is needed.
import type { Lesson } from '@dit-by-hand/spec/format'
import type { LessonRef } from '@dit-by-hand/walkthrough/teaching'
import { fetched } from './fetched.ts'

/** A lesson by its reference; `cases` are the ids of those that the site has. Throws where there is none, or it is no
 *  lesson. */
export async function openLesson(ref: LessonRef, cases: readonly string[]): Promise<Lesson> {
  if (ref.kind === 'case') {
    if (!cases.includes(ref.id)) throw new Error(`there is no lesson ${ref.id}`)
    return checkedLesson(new TextDecoder().decode(await fetched(`/lessons/${ref.id}.json`)), ref.id)
  }
  const { unpack } = await import('./pack.ts')
  return checkedLesson(await unpack(ref.data), 'lesson')
}

/** A lesson from its text. Throws LessonError, whose message names every path. */
export async function checkedLesson(text: string, root: string): Promise<Lesson> {
  const { lessonIn } = await import('@dit-by-hand/walkthrough/lesson-read')
  return lessonIn(text, root)
}

/** A lesson as a reference that holds all of it. */
export async function packedLesson(lesson: Lesson): Promise<LessonRef> {
  const { pack } = await import('./pack.ts')
  return { kind: 'packed', data: await pack(JSON.stringify(lesson)) }
}
