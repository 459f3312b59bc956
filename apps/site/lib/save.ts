// Files that the reader keeps: a lesson, or any text.
import type { Lesson } from '@dit-by-hand/spec/format'
import { lessonText } from '@dit-by-hand/spec/lesson-text'
import type { Edit } from '@dit-by-hand/walkthrough/edits'
import { edited } from '@dit-by-hand/walkthrough/edits'

/** Offers the lesson with its changes as a download. */
export function saveLesson(lesson: Lesson, edits: readonly Edit[]): void {
  const now = edited(lesson, edits)
  saveText(`${now.id}.json`, lessonText(now))
}

/** Offers a JSON text as a download. */
export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
