// Progress kept in the browser. What cannot be read is put aside and told, never thrown away.
import { nothing, type Progress } from '@dit-by-hand/practice/progress'
import { ProgressError, progressText, readProgress } from '@dit-by-hand/practice/progress-file'
import { stored } from '../../lib/storage.ts'

const key = 'dit-practice'
const aside = 'dit-practice-unreadable'

/** What was kept, and what is to be told of it. */
export function kept() {
  const text = stored(store => store.getItem(key))
  if (text === null || text === undefined)
    return {
      progress: nothing,
      problem: text === null ? null : 'This browser keeps nothing for this page: save your progress as a file.',
    }
  try {
    return { progress: readProgress(text), problem: null }
  } catch (error) {
    if (!(error instanceof ProgressError)) throw error
    stored(store => store.setItem(aside, text))
    return { progress: nothing, problem: `What was kept cannot be read, and was put aside: ${error.message}` }
  }
}

/** Keeps progress. False where the browser does not let a page do so, or has no room. */
export const keep = (progress: Progress): boolean =>
  stored(store => {
    store.setItem(key, progressText(progress))
    return true
  }) === true

/** What another tab keeps now; undefined where the event is of something else, or it cannot be read. */
export function keptElsewhere({ key: changed }: StorageEvent): Progress | undefined {
  const { progress, problem } = kept()
  return (changed === key || changed === null) && problem === null ? progress : undefined
}
