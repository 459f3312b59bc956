// The static server: types, redirects, compression, and nothing outside its folder.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pathOf, type StaticServer, serveFolder } from '../tools/static-server.ts'

const scratch = mkdtempSync(join(tmpdir(), 'dit-site-'))
const folder = join(scratch, 'out')
let plain: StaticServer
let below: StaticServer

beforeAll(async () => {
  mkdirSync(join(folder, 'walk/encode'), { recursive: true })
  writeFileSync(join(scratch, 'secret.txt'), 'secret')
  writeFileSync(join(folder, '.hidden'), 'secret')
  writeFileSync(join(folder, 'index.html'), `<title>front</title>${'sky '.repeat(500)}`)
  writeFileSync(join(folder, '404.html'), '<title>nowhere</title>')
  writeFileSync(join(folder, 'walk/encode/index.html'), '<title>encode</title>')
  writeFileSync(join(folder, 'a b.json'), '{}')
  plain = await serveFolder(folder, { host: '127.0.0.1' })
  below = await serveFolder(folder, { host: '127.0.0.1', basePath: '/x' })
})

afterAll(async () => {
  await Promise.all([plain.close(), below.close()])
  rmSync(scratch, { recursive: true })
})

/** A request with the path exactly as written: fetch would tidy it first. */
function ask(server: StaticServer, path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { hostname, port } = new URL(server.origin)
  return new Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }>((resolve, reject) => {
    const asked = request({ hostname, port, path, method, headers }, response => {
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

describe('the static server', () => {
  it('serves a folder’s page, and sends a path without its slash there', async () => {
    expect((await ask(plain, '/')).body).toContain('front')
    expect((await ask(plain, '/walk/encode/')).body).toContain('encode')
    const moved = await ask(plain, '/walk/encode?a=1')
    expect([moved.status, moved.headers.location]).toEqual([308, '/walk/encode/?a=1'])
  })

  it('never redirects to another host', async () => {
    const moved = await ask(plain, '//walk/encode')
    expect(moved.headers.location).toBe('/walk/encode/')
  })

  it('knows its types', async () => {
    const found = await ask(plain, '/a%20b.json')
    expect([found.headers['content-type'], found.headers['x-content-type-options']]).toEqual([
      'application/json; charset=utf-8',
      'nosniff',
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

  it('compresses as the browser asks, and answers from memory what has not changed', async () => {
    for (const [accepted, coding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip', 'gzip'],
      ['', undefined],
    ] as const) {
      const found = await ask(plain, '/', { 'accept-encoding': accepted })
      expect(found.headers['content-encoding']).toBe(coding)
      const again = await ask(plain, '/', { 'accept-encoding': accepted, 'if-none-match': String(found.headers.etag) })
      expect([again.status, again.body]).toEqual([304, ''])
    }
  })

  it('answers HEAD without a body and refuses to be written to', async () => {
    expect(await ask(plain, '/', {}, 'HEAD')).toMatchObject({ status: 200, body: '' })
    expect((await ask(plain, '/', {}, 'POST')).status).toBe(405)
  })

  it('stands below a path where it is told to', async () => {
    expect((await ask(below, '/x/walk/encode/')).body).toContain('encode')
    expect((await ask(below, '/x')).headers.location).toBe('/x/')
    expect((await ask(below, '/x/walk')).headers.location).toBe('/x/walk/')
    expect((await ask(below, '/walk/encode/')).status).toBe(404)
    expect(pathOf('/xy/', '/x')).toBeUndefined()
  })

  it('says when its port is taken', async () => {
    const port = Number(new URL(plain.origin).port)
    await expect(serveFolder(folder, { host: '127.0.0.1', port })).rejects.toThrow('EADDRINUSE')
  })
})
