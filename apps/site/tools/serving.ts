// The finished site as a static host serves it, from the root or below a path.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'

export interface Serving {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Default `localhost`. */
  readonly host?: string
  /** The path under which the folder stands, such as `/x`; the root by default. */
  readonly basePath?: string
  /** Whether pages are set apart from other sites, so that their workers may share memory. Default: they are. */
  readonly isApart?: boolean
}

export type StaticServer = Awaited<ReturnType<typeof serveFolder>>

/** Serves a folder as it is now, until closed. Rejects where the port cannot be had. */
export async function serveFolder(
  folder: string,
  { port = 0, host = 'localhost', basePath = '', isApart = true }: Serving = {},
) {
  const missing = join(folder, '404.html')
  const files = sirv(folder, {
    etag: true,
    setHeaders(response, path) {
      const named = path.startsWith('/_next/static/') // by its content
      response.setHeader('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const server = createServer((request, response) => {
    const { url = '/' } = request
    const lost = (): void => {
      response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' })
      if (existsSync(missing)) createReadStream(missing).pipe(response)
      else response.end('There is no such page.\n')
    }
    response.setHeader('x-content-type-options', 'nosniff').setHeader('referrer-policy', 'no-referrer')
    if (isApart)
      response
        .setHeader('cross-origin-opener-policy', 'same-origin')
        .setHeader('cross-origin-embedder-policy', 'require-corp')
    if (url === basePath) response.writeHead(308, { location: `${basePath}/` }).end()
    else if (url.startsWith(`${basePath}/`)) {
      request.url = url.slice(basePath.length)
      files(request, response, lost)
    } else lost()
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port')
  return {
    /** `http://localhost:PORT` */
    origin: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`,
    close: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
