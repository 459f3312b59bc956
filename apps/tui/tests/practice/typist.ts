// Somebody who types without end, to be killed in the middle: says after each key how many numbers are kept by now.
import { writeSync } from 'node:fs'
import { pose } from '@dit-by-hand/practice/pose'
import { problem } from '@dit-by-hand/practice/problem'
import { type Place, placeOf } from '@dit-by-hand/practice/progress'
import { sessionAt } from '../../src/practice/session.ts'
import { openStore, type Store } from '../../src/practice/store.ts'

const [folder = '', from = '0'] = process.argv.slice(2)
const place: Place = placeOf(pose(problem({ seed: 7, difficulty: 'softmax' }), { kind: 'walk', blanks: 'step' }))

let typed = Number(from)
/** One sitting after the other, each opening what the one before kept. */
for (;;) {
  const store: Store = openStore(folder)
  if (store.heldBy !== null) throw new Error(`held by ${store.heldBy}`)
  const session = sessionAt(place, store, null)
  for (let i = 0; i < 9; i++) {
    // Each number is the count of numbers: what is kept can be told from it.
    typed++
    store.append([{ type: 'type', id: 'count', text: String(typed) }])
    session.press([String(typed % 10)])
    writeSync(1, `${typed}\n`)
  }
  store.close()
}
