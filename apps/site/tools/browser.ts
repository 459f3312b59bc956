// A real Chromium, started quietly.

import { chromiumPath } from '@dit-by-hand/tools/chromium'
import { type Browser, chromium } from 'playwright-core'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the browser. Throws where there is none. @param more switches beside the quiet ones */
export function launch(more: readonly string[] = []): Promise<Browser> {
  if (chromiumPath === undefined)
    throw new Error('there is no Chromium on the PATH; CHROMIUM=/path/to/chromium names one')
  return chromium.launch({ executablePath: chromiumPath, args: [...quiet, ...more] })
}
