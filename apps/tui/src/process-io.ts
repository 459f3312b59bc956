// The process we run in, as a command sees it.
import { ClosedPipe, type Input, type Io, type Output, UsageError } from './io.ts'

const isClosed = (error: Error): boolean =>
  'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')

function outputOf(stream: NodeJS.WriteStream): Output {
  // Each write hears of its own failure below; without a listener it would end the process as well.
  stream.on('error', () => undefined)
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns,
    rows: stream.rows,
    write: text =>
      new Promise((resolve, reject) => {
        stream.write(text, error => {
          if (!error) resolve()
          else
            reject(
              isClosed(error)
                ? new ClosedPipe(error.message)
                : new UsageError(`The output cannot be written: ${error.message}.`),
            )
        })
      }),
  }
}

const input: Input = {
  get isTTY() {
    return process.stdin.isTTY === true
  },
  bytes: () => process.stdin,
}

/** Relative paths mean the folder where the user stands, also when npm or pnpm has moved elsewhere. */
export const processIo = (): Io => ({
  stdin: input,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  cwd: process.env.DIT_CWD ?? process.cwd(),
  env: process.env,
})
