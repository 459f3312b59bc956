// The content security policy, on pages written for the purpose.
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashesOf, policyFor, problemsIn, problemsInStyle, withPolicy } from '../tools/policy.ts'

const page = (body: string): string =>
  `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>${body}</body></html>`
const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('the policy', () => {
  it('names every inline script by its hash, once, and no script with a source', () => {
    const html = page(
      '<script>one()</script><script src="/a.js"></script><script async id="b">two()</script><script>one()</script>',
    )
    expect(hashesOf(html)).toEqual([hashOf('one()'), hashOf('two()')].sort())
  })

  it('hashes the bytes that are there, in UTF-8', () => {
    expect(hashesOf(page('<script>say("−1 ⅔")\n</script>'))).toEqual([hashOf('say("−1 ⅔")\n')])
  })

  it('stands first in the head, and is put there once', () => {
    const once = withPolicy(page('<script>one()</script>'))
    expect(once).toContain('<head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ')
    expect(once).toContain(hashOf('one()'))
    expect(withPolicy(once)).toBe(once)
  })

  it('allows nothing unsafe', () => {
    const policy = policyFor([])
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*|https?:/)
    for (const directive of ["default-src 'none'", "style-src 'self'", "base-uri 'none'", "form-action 'none'"])
      expect(policy.split('; ')).toContain(directive)
  })

  it('refuses a page without a head', () => {
    expect(() => withPolicy('<p>hello')).toThrow('no <head>')
  })
})

describe('what the policy would refuse', () => {
  it.each([
    ['<p style="color:red">', 'style attribute'],
    ["<p class=a style='color:red'>", 'style attribute'],
    ['<style>p{}</style>', 'inline <style>'],
    ['<button onclick="go()">', 'onclick'],
    ['<a href="javascript:go()">', 'javascript:'],
    ['<img src="https://elsewhere.example/x.png">', 'https://elsewhere.example/x.png'],
    ['<img src="/a.png" srcset="/a.png 1x, //elsewhere.example/b.png 2x">', '//elsewhere.example/b.png'],
    ['<link rel="stylesheet" href="//elsewhere.example/x.css">', '//elsewhere.example/x.css'],
    ['<svg><use href="https://elsewhere.example/x.svg#a"/></svg>', 'https://elsewhere.example/x.svg#a'],
    ['<script src="https://elsewhere.example/x.js"></script>', 'https://elsewhere.example/x.js'],
  ])('%s', (body, said) => {
    expect(problemsIn(page(body)).join('\n')).toContain(said)
  })

  it('lets links to other sites, scripts that speak of styles, and data stand', () => {
    const fine =
      '<a href="https://arxiv.org/">x</a><script>const a = "<p style=\\"x\\">"</script><img src="data:image/png;base64,x" alt="a > b">'
    expect(problemsIn(page(fine))).toEqual([])
  })

  it('finds what a style sheet would fetch from elsewhere', () => {
    expect(
      problemsInStyle('@import "https://elsewhere.example/a.css"; a { background: url(//elsewhere.example/b.png) }'),
    ).toHaveLength(2)
    expect(problemsInStyle('a { background: url(/b.png); mask: url("data:image/svg+xml,x") }')).toEqual([])
  })
})
