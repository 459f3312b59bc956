// `pnpm serve`: builds the site when it has changed, then serves it on http://localhost:3000 (PORT and HOST say otherwise).
import { BuildFailed, basePathOf, build } from './tools/building.ts'
import { isFresh, out } from './tools/folders.ts'
import { serveFolder } from './tools/serving.ts'

function portOf(text: string | undefined): number {
  if (text === undefined || text === '') return 3000
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new BuildFailed(`PORT is ${JSON.stringify(text)}; it needs to be a whole number from 0 to 65535`)
}

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'

try {
  const port = portOf(process.env.PORT)
  const basePath = basePathOf(process.env.DIT_BASE_PATH)
  if (!isFresh(out, basePath)) {
    process.stdout.write('Building the site; this takes about half a minute …\n')
    await build(out, basePath)
  }
  const { origin, close } = await serveFolder(out, { port, basePath, host: process.env.HOST || 'localhost' })
  process.stdout.write(`${origin}${basePath}/\nCtrl-C ends it.\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close())
} catch (error) {
  if (isTaken(error)) {
    const port = portOf(process.env.PORT)
    process.stderr.write(`Port ${port} is in use. End what uses it, or choose another: PORT=${port + 1} npm run site\n`)
  } else if (error instanceof BuildFailed) process.stderr.write(`${error.message}\n`)
  else throw error
  process.exitCode = 1
}
