// A real Chromium, started quietly.
import { type Browser, chromium } from 'playwright-core'
import { executable } from './executable.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser. Throws where there is none. */
export function launch(): Promise<Browser> {
  if (executable === undefined)
    throw new Error('there is no Chromium on the PATH; CHROMIUM=/path/to/chromium names one')
  return chromium.launch({ executablePath: executable, args: quiet })
}
