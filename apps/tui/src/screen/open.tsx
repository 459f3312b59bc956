// Opens the walkthrough on a terminal, and waits until the reader closes it.
import type { Lesson, Reading } from '@dit-by-hand/spec/format'
import type { Place } from '@dit-by-hand/walkthrough/telling'
import { start } from '@dit-by-hand/walkthrough/tour'
import { type RenderOptions, render } from 'ink'
import type { ReactElement } from 'react'
import { isSpoken } from '../io.ts'
import { Held } from './held.tsx'
import { openingIn } from './motion/clock.ts'
import { Reader } from './reader.tsx'
import { wantsColour } from './theme.ts'
import { View } from './view.tsx'
import { sceneOf, startWalk, type Walk } from './walk.ts'

/** What is walked through, and where the walk begins. */
export interface WalkOptions {
  readonly lesson: Lesson
  /** The file the lesson was read from; null for one that comes with the program. */
  readonly lessonPath: string | null
  readonly reading: Reading
  readonly place: Place
  /** The opening is played before the walk, where its lesson has room on the stage. */
  readonly opening?: boolean
  /** Nothing moves by itself. */
  readonly still?: boolean
}

/** The terminal, where it is not this process's own. */
export interface Terminal extends Pick<RenderOptions, 'stdin' | 'stdout' | 'stderr' | 'onRender'> {
  readonly env?: { readonly [name: string]: string | undefined }
  /** Stops this process, and all that wait for it. */
  readonly stop?: () => void
}

// A key should be answered within one refresh of the screen.
const mostRepaints = 120

/**
 * Draws an app on the full screen, or as linear text for a screen reader, until it is left.
 * @param spoken whether a screen reader is in use
 */
export async function drawn(app: ReactElement, spoken: boolean, { env: _, stop, ...streams }: Terminal): Promise<void> {
  // Before anything is on the screen: a key pressed meanwhile would be written there, and push the first frame aside.
  const { stdin = process.stdin, stdout = process.stdout } = streams
  if ('isTTY' in stdin && stdin.isTTY) stdin.setRawMode(true)
  // The first frame begins where the cursor is; that is no beginning of a line where the command was typed ahead.
  if (!spoken) stdout.write('\r')
  const { waitUntilExit } = render(<Held stop={stop}>{app}</Held>, {
    ...streams,
    alternateScreen: !spoken,
    incrementalRendering: !spoken,
    isScreenReaderEnabled: spoken,
    interactive: true,
    maxFps: mostRepaints,
    patchConsole: false,
  })
  await waitUntilExit()
}

/**
 * The walkthrough on the full screen, or as linear text where a screen reader is said to be in use
 * (`INK_SCREEN_READER=true`). Needs a terminal on both sides.
 * @returns the exit code: 0 when the reader quits, by q or by Ctrl-C
 */
export async function openWalk(
  { lesson, lessonPath, reading, place, opening = false, still = false }: WalkOptions,
  terminal: Terminal = {},
): Promise<number> {
  const { env = process.env } = terminal
  const spoken = isSpoken(env)
  const walk = startWalk(lesson, { ...start, reading, place }, lessonPath, still || spoken)
  const first: Walk =
    opening && !spoken && openingIn(sceneOf(walk))
      ? { ...walk, panel: { kind: 'opening', time: 0, playing: !still } }
      : walk
  const app = spoken ? <Reader start={first} /> : <View start={first} colour={wantsColour(env)} />
  await drawn(app, spoken, terminal)
  return 0
}
