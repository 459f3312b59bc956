// `pnpm build`: the site as a folder of files, out/, that any static host serves. DIT_BASE_PATH=/x puts it below a path.
import { relative } from 'node:path'
import { BuildFailed, basePathOf, build } from './tools/building.ts'
import { filesIn, out } from './tools/folders.ts'

try {
  const since = performance.now()
  const basePath = basePathOf(process.env.DIT_BASE_PATH)
  await build(out, basePath)
  const pages = filesIn(out).filter(file => file.endsWith('.html')).length
  const seconds = ((performance.now() - since) / 1000).toFixed(1)
  process.stdout.write(
    `${relative(process.cwd(), out) || out}: ${pages} pages for ${basePath || '/'} in ${seconds} s\n`,
  )
} catch (error) {
  if (!(error instanceof BuildFailed)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
