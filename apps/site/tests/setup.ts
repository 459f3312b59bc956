// Before the tests: the site is built if it is not there as the files are now, and served on a free port until they end.

import { noBrowser } from '@dit-by-hand/tools/chromium'
import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../tools/building.ts'
import { out } from '../tools/folders.ts'
import { type StaticServer, serveFolder } from '../tools/serving.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    readonly origin: string
  }
}

let server: StaticServer | undefined

/** Run by vitest once, before all tests of this room. */
export async function setup(project: TestProject): Promise<void> {
  if (noBrowser)
    process.stderr.write(
      '\n⚠ No Chromium on the PATH: every browser test of the site is SKIPPED. CHROMIUM=/path names one.\n\n',
    )
  await ensureBuilt(out, '')
  server = await serveFolder(out, { host: '127.0.0.1' })
  project.provide('origin', server.origin)
}

/** Run by vitest once, after them. */
export async function teardown(): Promise<void> {
  await server?.close()
}
