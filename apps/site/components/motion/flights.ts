// Numbers that fly: from their squares into the line of arithmetic, and from there to where they land. Only transform
// and opacity move, so that the browser's compositor draws them alone.
import type { Beat } from '@dit-by-hand/walkthrough/motion'

/** The quickest beat, in milliseconds, of which one sees anything fly. */
const quickest = 140

const middle = (element: Element): readonly [x: number, y: number] => {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
}

/** The number of a square, without the marks of where it comes from. */
function numberIn(element: Element): string {
  const copy = document.createElement('span')
  copy.append(...[...element.childNodes].map(node => node.cloneNode(true)))
  for (const mark of copy.querySelectorAll('small, .vh')) mark.remove()
  return copy.textContent
}

/** The flights over a page; `sky` is what they are drawn in, as large as the window. */
export function flightsIn(sky: HTMLElement) {
  let running: Animation[] = []
  // Those that have flown stay where they are, unseen: what comes and goes would have the page drawn anew around it.
  const ghosts: HTMLElement[] = []
  const ghostAt = (index: number): HTMLElement => {
    const known = ghosts[index]
    if (known) return known
    const ghost = document.createElement('span')
    ghost.className = 'ghost'
    sky.append(ghost)
    ghosts.push(ghost)
    return ghost
  }
  const stop = (): void => {
    for (const animation of running) animation.cancel()
    running = []
  }
  return {
    /** Sends a copy of each element's number on its way, for as long as the beat lasts. */
    fly: (from: readonly Element[], to: Element, beat: Beat, speed: number): void => {
      stop()
      const lasts = beat.lasts / speed
      if (lasts < quickest) return
      const [toX, toY] = middle(to)
      // All is measured before anything is added.
      const starts = from.map(element => ({ text: numberIn(element), at: middle(element) }))
      starts.forEach(({ text, at: [x, y] }, i) => {
        const ghost = ghostAt(i)
        ghost.textContent = text
        const place = (left: number, top: number, scale: number): string =>
          `translate(${left}px, ${top}px) translate(-50%, -50%) scale(${scale})`
        running.push(
          ghost.animate(
            [
              { transform: place(x, y, 1), opacity: 0, offset: 0 },
              { transform: place(x, y - 4, 1.25), opacity: 1, offset: 0.28, easing: 'cubic-bezier(.5, 0, .3, 1)' },
              { transform: place(toX, toY, 1), opacity: 1, offset: 0.9 },
              { transform: place(toX, toY, 1), opacity: 0, offset: 1 },
            ],
            { duration: lasts, fill: 'both' },
          ),
        )
      })
    },
    pause: (paused: boolean): void => {
      for (const animation of running)
        if (paused) animation.pause()
        else if (animation.playState === 'paused') animation.play()
    },
    stop,
  }
}
