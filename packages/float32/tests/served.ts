// The packages served to a browser as they are, types stripped: with the headers that let memory be shared, or without.

import { accessSync, constants } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../../', import.meta.url))

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}

/** Where the browser of this machine is: CHROMIUM, or the first on the PATH; undefined where there is none. */
export const chromiumPath: string | undefined = [
  ...(process.env.CHROMIUM ? [process.env.CHROMIUM] : []),
  ...(process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name))),
].find(canRun)

/** `@dit-by-hand/core/ops` as a browser finds it. */
const located = (code: string): string =>
  code.replace(/(['"])@dit-by-hand\/([^/'"]+)\/([^'"]+)\1/g, '$1/$2/src/$3.ts$1')

/** Serves the packages' folders on a port of its own. */
export async function served(isolated: boolean): Promise<{ readonly origin: string; close(): void }> {
  const headers = isolated
    ? { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
    : {}
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    if (path === '/') {
      response.writeHead(200, { ...headers, 'content-type': 'text/html' }).end('<!doctype html><title>float32</title>')
      return
    }
    readFile(join(packages, path), 'utf8').then(
      code =>
        response
          .writeHead(200, { ...headers, 'content-type': 'text/javascript' })
          .end(located(stripTypeScriptTypes(code))),
      () => response.writeHead(404, headers).end(),
    )
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return { origin: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}
