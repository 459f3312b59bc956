// Every page of the site, read off the folder that was built.
import { readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { filesIn, out } from '../tools/folders.ts'

/** Addresses, such as `/walk/encode/`, in order; the page for what is not there is the last. */
export const pages: readonly string[] = [
  ...filesIn(out)
    .filter(file => file.endsWith(`${sep}index.html`))
    .map(file => relative(out, dirname(file)).split(sep).join('/'))
    .filter(path => !path.startsWith('_') && path !== '404')
    .map(path => (path === '' ? '/' : `/${path}/`))
    .sort(),
  '/no-such-page/',
]

/** The pages of the walk: opening, thirteen steps, closing. */
export const walkPages: readonly string[] = pages.filter(page => /^\/walk\/[a-z-]+\/$/.test(page))

/** A page's HTML as it lies in the folder. */
export const htmlOf = (page: string): string =>
  readFileSync(join(out, page === '/no-such-page/' ? '404.html' : `${page}index.html`), 'utf8')
