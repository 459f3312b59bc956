// What a command may touch of the world around it: three streams, a folder, the environment. Tests bring their own.

/** Where text goes. */
export interface Output {
  readonly isTTY: boolean
  /** Columns of the terminal, where there is one. */
  readonly columns: number | undefined
  /** And its rows. */
  readonly rows?: number | undefined
  /** Resolves once the text is handed on. Rejects with {@link ClosedPipe} where nobody reads any more. */
  write(text: string): Promise<void>
}

/** Where text comes from. */
export interface Input {
  readonly isTTY: boolean
  bytes(): AsyncIterable<Uint8Array>
}

export interface Io {
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  /** The folder that relative paths mean. */
  readonly cwd: string
  readonly env: { readonly [name: string]: string | undefined }
}

/** Whether an output is a terminal on which the cursor can go back, and what is there be written over (not TERM=dumb). */
export const isScreen = ({ isTTY }: Output, { TERM }: Io['env']): boolean => isTTY && TERM !== 'dumb'

/** Whether a screen reader is said to be in use. */
export const isSpoken = ({ INK_SCREEN_READER: said }: Io['env']): boolean => said === 'true'

/** Whether something may move by itself on an output, or be counted up there: a screen reader would read every state of it. */
export const isLively = (output: Output, env: Io['env']): boolean => isScreen(output, env) && !isSpoken(env)

/** Whoever read our output has gone: no fault, and nothing more to do. */
export class ClosedPipe extends Error {
  override readonly name = 'ClosedPipe'
}

/**
 * The same, heard or not: for work whose result is a file or a verdict, which is not given up because nobody reads what is
 * told of it (`dit train | head -1`).
 */
export const unheard = (io: Io): Io => ({ ...io, stdout: quietly(io.stdout), stderr: quietly(io.stderr) })

const quietly = (output: Output): Output => ({
  ...output,
  write: text =>
    output.write(text).catch(error => {
      if (!(error instanceof ClosedPipe)) throw error
    }),
})

/** What was asked cannot be done as it was asked: told in one message, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/**
 * Does some work. What goes wrong in it that is the user's to mend is told as such.
 * @param kind of the errors that are @param told what is said, by an error's own words
 * @throws {UsageError}
 */
export async function orTold<T>(
  kind: abstract new (...args: never[]) => Error,
  told: (why: string) => string,
  work: () => T | Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof kind ? new UsageError(told(error.message)) : error
  }
}
