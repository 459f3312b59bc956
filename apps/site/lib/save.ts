// A lesson as a file that the reader keeps.
import type { Lesson } from '@dit-by-hand/spec/format'
import { lessonText } from '@dit-by-hand/spec/lesson-text'
import type { Edit } from '@dit-by-hand/walkthrough/edits'
import { edited } from '@dit-by-hand/walkthrough/edits'

/** Offers the lesson with its changes as a download. */
export function saveLesson(lesson: Lesson, edits: readonly Edit[]): void {
  const now = edited(lesson, edits)
  const url = URL.createObjectURL(new Blob([lessonText(now)], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = `${now.id}.json`
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
