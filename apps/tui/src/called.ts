// How whoever runs `dit` calls it, so that every line to be typed works for them: `dit` where it is on the PATH, else the
// command that started it. The starters set DIT_CALLED; without it, `dit` itself was called.
import type { Io, Output } from './io.ts'

type World = Pick<Io, 'env'>

/** The command that runs dit from any folder. */
export const called = ({ env }: World): string => env.DIT_CALLED ?? 'dit'

/** A `dit COMMAND` to be typed: at the beginning of a line, after a colon, or in backticks. */
const toBeTyped = /(?<=^ *|: |`)dit(?= [a-z]{4,})/gm

/** A text with every `dit COMMAND` in it as it has to be typed. */
const asCalled = (text: string, io: World): string => text.replace(toBeTyped, () => called(io))

/** The world, with every `dit COMMAND` that is written to it as it has to be typed. */
export function speakingAsCalled(io: Io): Io {
  if (called(io) === 'dit') return io
  const speaking = (output: Output): Output => ({ ...output, write: text => output.write(asCalled(text, io)) })
  return { ...io, stdout: speaking(io.stdout), stderr: speaking(io.stderr) }
}

/** What help says besides, where its `dit` has to be typed otherwise. */
export const calledHelp = (io: World): string =>
  called(io) === 'dit'
    ? ''
    : `\nWhere this says dit, type:\n  ${called(io)}\nnpm link, once, in the clone makes dit itself a command.\n`
