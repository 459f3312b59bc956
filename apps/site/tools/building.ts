// One build of the site: Next's static export, then the policy of every page. Quiet unless something is wrong.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { filesIn, fingerprint, isFresh, site, stampOf } from './folders.ts'
import { problemsIn, problemsInStyle, withPolicy } from './policy.ts'

/** Thrown where the site cannot be built; the message is for the reader. */
export class BuildFailed extends Error {
  override readonly name = 'BuildFailed'
}

/** The file that is Next's command. */
export const nextProgram = (): string =>
  join(dirname(createRequire(import.meta.url).resolve('next/package.json')), 'dist/bin/next')

/** What `next build` printed. next.config.ts reads the three settings. Rejects with {@link BuildFailed} where it fails. */
function next(folder: string, basePath: string, name: string): Promise<string> {
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DIT_BASE_PATH: basePath,
    DIT_OUT: relative(site, folder),
    DIT_BUILD: name,
  } as const
  const options = { cwd: site, env, maxBuffer: 64e6 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [nextProgram(), 'build'], options, (error, out, err) => {
      const text = `${out}${err}`.trim()
      if (error) reject(new BuildFailed(`next build failed:\n${text || error.message}`))
      else resolve(text)
    })
  })
}

/** Looks over a finished export and puts the policy into every page. Throws {@link BuildFailed} with all that is wrong. */
export function finish(folder: string): void {
  const files = filesIn(folder)
  const pages = files.filter(file => file.endsWith('.html'))
  if (pages.length === 0) throw new BuildFailed(`${folder} holds no page`)
  const problems: string[] = []
  const found = (file: string, sentences: readonly string[]): void => {
    problems.push(...sentences.map(sentence => `${relative(folder, file)} ${sentence}`))
  }
  for (const file of files.filter(name => name.endsWith('.css')))
    found(file, problemsInStyle(readFileSync(file, 'utf8')))
  for (const file of pages) {
    const html = readFileSync(file, 'utf8')
    found(file, problemsIn(html))
    writeFileSync(file, withPolicy(html))
  }
  if (problems.length === 0) return
  const shown = problems.slice(0, 20).map(problem => `  ${problem}`)
  const more = problems.length > shown.length ? [`  and ${problems.length - shown.length} more`] : []
  throw new BuildFailed(['The site would break its own content security policy:', ...shown, ...more].join('\n'))
}

/** A base path as Next wants it: '' or '/x', without a slash at the end. Throws where it is neither. */
export function basePathOf(text: string | undefined): string {
  const path = (text ?? '').replace(/\/+$/, '')
  if (path === '' || /^(\/[\w.~-]+)+$/.test(path)) return path
  throw new BuildFailed(
    `DIT_BASE_PATH is ${JSON.stringify(text)}; it needs to be a path such as /dit-by-hand, or nothing`,
  )
}

/** Builds the site into a folder below apps/site. Throws {@link BuildFailed} with what Next said. */
export async function build(folder: string, basePath: string): Promise<void> {
  const before = fingerprint(basePath)
  rmSync(stampOf(folder), { force: true })
  rmSync(folder, { recursive: true, force: true })
  const text = await next(folder, basePath, before.slice(0, 12))
  if (!existsSync(join(folder, 'index.html'))) throw new BuildFailed(`next build left no site in ${folder}:\n${text}`)
  finish(folder)
  mkdirSync(dirname(stampOf(folder)), { recursive: true })
  writeFileSync(stampOf(folder), before)
}

/** Builds the site unless it stands there already, built from the files as they are. Says whether it had to. */
export async function ensureBuilt(folder: string, basePath: string): Promise<boolean> {
  if (isFresh(folder, basePath)) return false
  await build(folder, basePath)
  return true
}
