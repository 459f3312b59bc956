// Files that the reader keeps: a lesson, or any text.
import type { Lesson } from '@dit-by-hand/spec/format'
import { lessonText } from '@dit-by-hand/spec/lesson-text'
import { type Edit, edited } from '@dit-by-hand/walkthrough/edits'

/** Offers the lesson with its changes as a download. */
export function saveLesson(lesson: Lesson, edits: readonly Edit[]): void {
  const now = edited(lesson, edits)
  saveText(`${now.id}.json`, lessonText(now))
}

/** Offers a JSON text as a download. */
export const saveText = (name: string, text: string): void =>
  saveBytes(name, new TextEncoder().encode(text), 'application/json')

/** Offers bytes as a download. @param type as a browser knows it, such as application/zip */
export function saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
