// The content security policy of a finished page: every inline script by its hash, and nothing that would need more.
import { createHash } from 'node:crypto'

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g
const tag = /<([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/g
const script = /<script((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script>/gi
const meta = /<meta http-equiv="Content-Security-Policy"[^>]*>/g

interface Tag {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(attribute)].map(([, name = '', a, b, c]) => [name.toLowerCase(), a ?? b ?? c ?? '']))

/** Every opening tag of a page; what stands inside scripts is no tag. */
function tagsOf(html: string): readonly Tag[] {
  const bare = html.replace(script, '<script$1></script>').replace(/<!--[\s\S]*?-->/g, '')
  return [...bare.matchAll(tag)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: attributesOf(rest),
  }))
}

const isForeign = (link: string): boolean => /^([a-z][a-z\d+.-]*:)?\/\//i.test(link.trim())

/** Where a tag fetches from, as against where a reader may follow a link to. */
function fetchedBy({ name, attributes }: Tag): readonly string[] {
  const linked = ['link', 'use', 'image', 'base'].includes(name) ? ['href', 'xlink:href'] : []
  const sets = ['srcset', 'imagesrcset'].flatMap(key => (attributes.get(key) ?? '').split(',').map(part => part.trim()))
  const single = ['src', 'poster', 'data', 'action', 'formaction', 'background', ...linked]
  return [...single.flatMap(key => attributes.get(key) ?? []), ...sets].filter(link => link !== '')
}

/** What in a page a strict policy would refuse: each as a sentence. */
export function problemsIn(html: string): readonly string[] {
  return tagsOf(html).flatMap(found => {
    const { name, attributes } = found
    const shown = `<${name}${attributes.get('class') ? ` class="${attributes.get('class')}"` : ''}>`
    const handler = [...attributes.keys()].find(key => /^on[a-z]/.test(key))
    const javascript = [...attributes].find(([, text]) => /^\s*javascript:/i.test(text))
    return [
      ...(name === 'style' ? ['has an inline <style>; styles belong in a style sheet'] : []),
      ...(attributes.has('style') ? [`${shown} has a style attribute (${attributes.get('style')}); use a class`] : []),
      ...(handler ? [`${shown} has the attribute ${handler}; listen in a script`] : []),
      ...(javascript ? [`${shown} has a javascript: link in ${javascript[0]}`] : []),
      ...fetchedBy(found)
        .filter(isForeign)
        .map(link => `${shown} fetches ${link}; every request stays on this site`),
    ]
  })
}

/** What in a style sheet would leave the site. */
export const problemsInStyle = (css: string): readonly string[] =>
  [...css.matchAll(/(?:url\(\s*["']?|@import\s+["'])([^"')]+)/g)]
    .map(([, link = '']) => link)
    .filter(isForeign)
    .map(link => `fetches ${link}; every request stays on this site`)

const isInline = (attributes: string): boolean => !attributesOf(attributes).has('src')

/** The SHA-256 hashes of a page's inline scripts, as a policy writes them; sorted, each once. */
export function hashesOf(html: string): readonly string[] {
  const bodies = [...html.matchAll(script)].filter(([, rest = '']) => isInline(rest)).map(([, , body = '']) => body)
  const hashes = bodies.map(body => `'sha256-${createHash('sha256').update(body, 'utf8').digest('base64')}'`)
  return [...new Set(hashes)].sort()
}

/** The policy of a page with these inline scripts. */
export const policyFor = (hashes: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src ${["'self'", "'wasm-unsafe-eval'", ...hashes].join(' ')}`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

/** The page with its policy as the first thing in its head; one that was there before is replaced. */
export function withPolicy(html: string): string {
  const bare = html.replace(meta, '')
  const head = /<head(\s[^>]*)?>/i.exec(bare)
  if (!head) throw new Error('has no <head> to put a content security policy in')
  const at = head.index + head[0].length
  const policy = `<meta http-equiv="Content-Security-Policy" content="${policyFor(hashesOf(bare))}"/>`
  return bare.slice(0, at) + policy + bare.slice(at)
}
