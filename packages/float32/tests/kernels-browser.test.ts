// The kernels in Chromium, under the site's content security policy, with and without cross-origin isolation: the same
// bits as here. Skipped where there is no Chromium.
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromiumPath } from '@dit-by-hand/tools/chromium'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { machines } from './kernels-harness.ts'

const source = fileURLToPath(new URL('../src', import.meta.url))
const sizes = { m: 33, n: 17, k: 65 } as const
const [a, b, c] = [3, 4, 5].map(mebi => mebi * 2 ** 20) as [number, number, number]

/** What the page does. It is text, because it imports there, not here. */
const script = `
import { bestBuild, compiled, kernelsOn } from './wasm/load.ts'
const build = bestBuild()
const shared = crossOriginIsolated
const memory = new WebAssembly.Memory({ initial: 128, maximum: 128, shared })
const kernels = await kernelsOn(build, await compiled(build, shared), memory, 65536)
const numbers = new Float32Array(memory.buffer, ${a}, ${(c - a) / 4})
numbers.forEach((_, i) => { numbers[i] = ((i * 37) % 101) / 101 - 0.3 })
kernels.matmul(${sizes.m}, ${sizes.n}, ${sizes.k}, ${a}, ${sizes.k}, 0, ${b}, ${sizes.n}, 0, ${c}, ${sizes.n}, 0, 0)
const cells = new Uint32Array(memory.buffer, ${c}, ${sizes.m * sizes.n})
document.body.textContent = JSON.stringify({ build, shared, cells: [...cells] })
`

/** Serves the page, its script, and the sources with their types taken out. */
function serve(isolated: boolean): Promise<Server> {
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    response.setHeader('Content-Security-Policy', "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'")
    if (isolated) {
      response.setHeader('Cross-Origin-Opener-Policy', 'same-origin')
      response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp')
    }
    const page = path === '/'
    const known = page || path === '/page.js' || /^\/[a-z/-]+(\.gen)?\.ts$/.test(path)
    response.statusCode = known ? 200 : 404
    response.setHeader('Content-Type', page ? 'text/html' : 'text/javascript')
    if (page) response.end('<!doctype html><title>kernels</title><body><script type="module" src="page.js"></script>')
    else if (path === '/page.js') response.end(script)
    else response.end(known ? stripTypeScriptTypes(readFileSync(join(source, path), 'utf8')) : '')
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describe.skipIf(chromiumPath === undefined)('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: ['--no-sandbox', '--disable-gpu'] })
  })
  afterAll(() => browser.close())

  it.each([
    ['with isolation, on shared memory', true],
    ['without, on memory of its own', false],
  ] as const)('%s', async (_how, isolated) => {
    const server = await serve(isolated)
    const page = await browser.newPage()
    try {
      const address = server.address()
      if (!address || typeof address === 'string') throw new Error('the server has no port')
      const broken: string[] = []
      page.on('pageerror', error => broken.push(error.message))
      await page.goto(`http://127.0.0.1:${address.port}/`)
      await expect
        .poll(async () => broken.join() || (await page.textContent('body')), { timeout: 30_000 })
        .toMatch(/^\{/)
      const found: { readonly build: string; readonly shared: boolean; readonly cells: readonly number[] } = JSON.parse(
        (await page.textContent('body')) ?? '',
      )
      const here = (await machines()).find(({ kernels }) => kernels.build === found.build)
      if (!here) throw new Error(`${found.build} does not run here`)
      const { m, n, k } = sizes
      const numbers = new Float32Array(here.memory.buffer, a, (c - a) / 4)
      for (let i = 0; i < numbers.length; i++) numbers[i] = ((i * 37) % 101) / 101 - 0.3
      here.kernels.matmul(m, n, k, a, k, 0, b, n, 0, c, n, 0, 0)
      expect(found.shared).toBe(isolated)
      expect(found.build).toBe('relaxed-simd')
      expect(found.cells).toEqual([...new Uint32Array(here.memory.buffer, c, m * n)])
    } finally {
      await page.close()
      server.close()
    }
  })
})
