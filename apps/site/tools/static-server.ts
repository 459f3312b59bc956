// A small static server: one folder, right types, compressed, and nothing outside the folder.
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const types: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.py': 'text/x-python; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.tar': 'application/x-tar',
}
const compressible = /^(text\/|application\/(json|manifest\+json|wasm|x-tar)|image\/svg)/

type Coding = 'br' | 'gzip' | 'identity'

const pack: { readonly [K in Coding]: (body: Buffer) => Promise<Buffer> } = {
  br: body => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
  gzip: body => promisify(gzip)(body, { level: 7 }),
  identity: async body => body,
}

function codingFor(accepted: string | undefined, type: string): Coding {
  if (!compressible.test(type)) return 'identity'
  const refused = /(br|gzip)\s*;\s*q=0(\.0*)?\s*(,|$)/g
  const codings = (accepted ?? '').replace(refused, '')
  return /\bbr\b/.test(codings) ? 'br' : /\bgzip\b/.test(codings) ? 'gzip' : 'identity'
}

/** What is sent: the file's bytes packed, kept for as long as the file stays as it is. */
interface Kept {
  readonly changed: number
  readonly tag: string
  readonly packed: Map<Coding, Buffer>
}

export interface StaticServer {
  /** `http://localhost:PORT` */
  readonly origin: string
  readonly server: Server
  close(): Promise<void>
}

export interface Serving {
  /** 0, the default, takes any free port. */
  readonly port?: number
  /** Default `localhost`. */
  readonly host?: string
  /** The path under which the folder stands, such as `/x`; the root by default. */
  readonly basePath?: string
}

/** Serves a folder until closed. Rejects where the port cannot be had. */
export async function serveFolder(
  folder: string,
  { port = 0, host = 'localhost', basePath = '' }: Serving = {},
): Promise<StaticServer> {
  const kept = new Map<string, Kept>()
  const server = createServer((request, response) => {
    respond(folder, basePath, kept, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      response.end(`The server failed: ${error instanceof Error ? error.message : String(error)}\n`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  return {
    origin: `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${address.port}`,
    server,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The path of a request below the base path, normalised to start with one slash; undefined where it makes no sense or
 *  asks for something hidden. */
export function pathOf(url: string, basePath: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/s, ''))
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
  if (!path.startsWith('/') || /[\\\0]/.test(path)) return undefined
  const parts = path.split('/').filter(part => part !== '' && part !== '.')
  if (parts.some(part => part.startsWith('.'))) return undefined
  const clean = `/${parts.join('/')}${path.endsWith('/') && parts.length > 0 ? '/' : ''}`
  if (basePath === '') return clean
  if (clean === basePath) return ''
  return clean.startsWith(`${basePath}/`) ? clean.slice(basePath.length) : undefined
}

async function respond(
  folder: string,
  basePath: string,
  kept: Map<string, Kept>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  const path = pathOf(request.url ?? '/', basePath)
  if (path === undefined) return send(folder, '/404.html', 404, kept, request, response)
  const info = await infoOf(join(folder, path))
  if (path === '' || (info?.isDirectory() && !path.endsWith('/'))) {
    const query = /\?[^#]*/.exec(request.url ?? '')?.[0] ?? ''
    const location = `${basePath}${encodeURI(path)}/${query}`
    response.writeHead(308, { location }).end()
    return
  }
  if (info?.isDirectory()) return send(folder, `${path}index.html`, 200, kept, request, response)
  return send(folder, path, 200, kept, request, response)
}

async function infoOf(path: string): Promise<Awaited<ReturnType<typeof stat>> | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code)))
      return undefined
    throw error
  }
}

async function send(
  folder: string,
  path: string,
  status: number,
  kept: Map<string, Kept>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = join(folder, path.split('/').join(sep))
  const info = await infoOf(file)
  if (!info?.isFile()) {
    if (status === 404)
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n')
    else await send(folder, '/404.html', 404, kept, request, response)
    return
  }
  const type = types[extname(file)] ?? 'application/octet-stream'
  const coding = codingFor(request.headers['accept-encoding'], type)
  const found = await keep(kept, file, Number(info.mtimeMs))
  const headers = {
    'content-type': type,
    vary: 'accept-encoding',
    etag: `"${found.tag}-${coding}"`,
    'cache-control': path.startsWith('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(coding === 'identity' ? {} : { 'content-encoding': coding }),
  }
  if (status === 200 && request.headers['if-none-match'] === headers.etag) {
    response.writeHead(304, headers).end()
    return
  }
  const body = found.packed.get(coding) ?? (await pack[coding](found.packed.get('identity') ?? Buffer.alloc(0)))
  found.packed.set(coding, body)
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function keep(kept: Map<string, Kept>, file: string, changed: number): Promise<Kept> {
  const before = kept.get(file)
  if (before?.changed === changed) return before
  const body = await readFile(file)
  const found = {
    changed,
    tag: createHash('sha256').update(body).digest('base64url').slice(0, 20),
    packed: new Map<Coding, Buffer>([['identity', body]]),
  }
  kept.set(file, found)
  return found
}
