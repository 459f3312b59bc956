// Finds the Chromium of this machine.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const folders = (process.env.PATH ?? '').split(delimiter)

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** The path in CHROMIUM, or the first Chromium on the PATH; undefined where there is none. */
export const chromiumPath: string | undefined = [
  ...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []),
  ...folders.flatMap(folder => names.map(name => join(folder, name))),
].find(canRun)

/** Whether there is no browser, so that what needs one is skipped. */
export const noBrowser: boolean = chromiumPath === undefined
