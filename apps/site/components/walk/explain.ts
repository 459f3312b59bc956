// What a matrix is, in a sentence, where the mouse rests on it: loaded when it first does.
import { isName } from '@dit-by-hand/walkthrough/matrices'
import { saysOf } from '@dit-by-hand/walkthrough/says'

/** Titles the matrix that an element is part of. */
export function explain(target: EventTarget): void {
  const block = target instanceof Element ? target.closest<HTMLElement>('[data-matrix]') : null
  const name = block?.dataset.matrix?.replace(/ᵀ$/, '')
  if (block && name && isName(name)) block.title = saysOf(name)
}
