// The site as it is served here: pages, the page for what is missing, a path to stand below, and nothing outside its folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StaticServer, serveFolder } from '../tools/serving.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dit-site-'))
const folder = join(scratch, 'out')
let plain: StaticServer
let below: StaticServer

beforeAll(async () => {
  mkdirSync(join(folder, 'walk/encode'), { recursive: true })
  mkdirSync(join(folder, '_next/static'), { recursive: true })
  writeFileSync(join(scratch, 'secret.txt'), 'secret')
  writeFileSync(join(folder, '.hidden'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<title>front</title>')
  writeFileSync(join(folder, '404.html'), '<title>nowhere</title>')
  writeFileSync(join(folder, 'walk/encode/index.html'), '<title>encode</title>')
  writeFileSync(join(folder, '_next/static/a b.js'), 'go()')
  plain = await serveFolder(folder, { host: '127.0.0.1' })
  below = await serveFolder(folder, { host: '127.0.0.1', basePath: '/x' })
})

afterAll(async () => {
  await Promise.all([plain.close(), below.close()])
  rmSync(scratch, { recursive: true })
})

/** A request with the path exactly as written: fetch would tidy it first. */
function ask(server: StaticServer, path: string, headers: Record<string, string> = {}) {
  const { hostname, port } = new URL(server.origin)
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          body: Buffer.concat(chunks).toString(),
          headers: response.headers,
        }),
      )
    })
    asked.on('error', reject).end()
  })
}

describe('the served site', () => {
  it('has a folder’s page, typed, and remembers what has not changed', async () => {
    expect((await ask(plain, '/')).body).toContain('front')
    const { body, headers } = await ask(plain, '/walk/encode/')
    expect(body).toContain('encode')
    expect(headers).toMatchObject({
      'content-type': 'text/html;charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    })
    expect((await ask(plain, '/walk/encode/', { 'if-none-match': String(headers.etag) })).status).toBe(304)
  })

  it('lets a browser keep what is named by its content', async () => {
    const { headers } = await ask(plain, '/_next/static/a%20b.js')
    expect([headers['content-type'], headers['cache-control']]).toEqual([
      'text/javascript',
      'public, max-age=31536000, immutable',
    ])
  })

  it.each([
    '/nothing',
    '/nothing/',
    '/a/b/c.png',
    '/%',
    '/%00',
    '/.hidden',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/walk/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//..//secret.txt',
    `/${'a'.repeat(5000)}`,
  ])('answers 404 to %s', async path => {
    const { status, body } = await ask(plain, path)
    expect(status).toBe(404)
    expect(body).toContain('nowhere')
  })

  it('stands below a path where it is told to', async () => {
    expect((await ask(below, '/x/walk/encode/')).body).toContain('encode')
    expect((await ask(below, '/x')).headers.location).toBe('/x/')
    for (const path of ['/walk/encode/', '/xy/']) expect((await ask(below, path)).status).toBe(404)
  })

  it('says when its port is taken', async () => {
    const port = Number(new URL(plain.origin).port)
    await expect(serveFolder(folder, { host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE')
  })
})
