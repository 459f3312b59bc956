// Progress kept in the browser, an exercise an item, so that two tabs write over one another only where both work at one.
// What cannot be read is put aside and told, never thrown away.
import { named } from '@dit-by-hand/graph/at'
import { isFresh, nothing, type Progress, progressed, type Work } from '@dit-by-hand/practice/progress'
import { ProgressError, progressText, readProgress } from '@dit-by-hand/practice/progress-file'
import { stored } from '../../lib/storage.ts'

/** The exercise that was open last; once all that was done, which is read still. */
const last = 'dit-practice'
const item = (key: string): string => `${last}/${key}`
const aside = 'dit-practice-unreadable'

type Works = Progress['works']

/** Works as if nothing had been done in any of them. */
const begunAnew = (works: Works): Works =>
  Object.assign({}, ...Object.values(works).map(place => progressed(nothing, { type: 'open', place }).works))

const keepsNothing = 'This browser keeps nothing for this page: save your progress as a file.'

/** What one tab keeps, and hears of the others. */
export function keeper() {
  // What was read, heard or kept is not kept again: it may be older than what another tab has kept since.
  const settled = new WeakSet<Work>()
  const settle = (works: Works): void => {
    for (const work of Object.values(works)) settled.add(work)
  }
  let before: Works = {}
  return {
    /** What was kept, and what is to be told of it. */
    kept(): { readonly progress: Progress; readonly problems: readonly string[] } {
      const found = stored(store =>
        Object.keys(store)
          .filter(name => name === last || name.startsWith(item('')))
          .toSorted()
          .map(name => ({ name, text: store.getItem(name) })),
      )
      if (!found) return { progress: nothing, problems: [keepsNothing] }
      const problems: string[] = []
      let progress = nothing
      for (const { name, text } of found) {
        if (text === null) continue
        try {
          const { works, open } = readProgress(text)
          if (name !== last) settle(works)
          progress = { ...progress, open: progress.open ?? open, works: { ...progress.works, ...works } }
        } catch (error) {
          if (!(error instanceof ProgressError)) throw error
          stored(store => {
            store.setItem(name.replace(last, aside), text)
            store.removeItem(name)
          })
          problems.push(`What was kept cannot be read, and was put aside: ${error.message}`)
        }
      }
      return { progress, problems }
    },

    /** Keeps what changed. What is to be told where the browser does not let a page do so, or has no room; else null. */
    keep(progress: Progress): string | null {
      const { works, open } = progress
      if (open === null) return null
      const isKept = stored(store => {
        for (const [key, work] of Object.entries(works)) {
          if (settled.has(work)) continue
          if (!isFresh(work)) store.setItem(item(key), progressText({ ...nothing, works: { [key]: work } }))
          else if (before[key]) store.removeItem(item(key))
        }
        for (const key of Object.keys(before)) if (!works[key]) store.removeItem(item(key))
        settle(works)
        before = works
        store.setItem(
          last,
          progressText({ ...nothing, open, works: begunAnew({ [open]: named(works, open, 'the works') }) }),
        )
        return true
      })
      return isKept ? null : keepsNothing
    },

    /** What another tab has done since; undefined where the event is of something else, or it cannot be read. */
    heard({ key: name, newValue, oldValue }: StorageEvent): Progress | undefined {
      const text = newValue ?? oldValue
      if (!name?.startsWith(item('')) || text === null) return undefined
      try {
        const { works } = readProgress(text)
        const now = newValue === null ? begunAnew(works) : works
        settle(now)
        return { ...nothing, works: now }
      } catch (error) {
        if (error instanceof ProgressError) return undefined
        throw error
      }
    },
  }
}
