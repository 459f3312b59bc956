'use client'
// A sheet as it will be printed: what makes the HTML file draws it here, on its paper, as wide as there is room.
import { problem } from '@dit-by-hand/practice/problem'
import type { Preview as Drawn, Request } from '@dit-by-hand/practice/worksheets'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, Tool } from '../../../components/button.tsx'
import type { Level } from '../../../components/difficulty.tsx'
import { useLatest } from '../../../components/use-latest.ts'

export interface PreviewProps extends Level, Pick<Request, 'steps' | 'paper' | 'layout'> {
  readonly seed: number
  readonly count: number
}

export function Preview({ seed, count, difficulty, ties, steps, paper, layout }: PreviewProps): ReactNode {
  const [turn, setTurn] = useState(0)
  const [page, setPage] = useState(0)
  const [tries, setTries] = useState(0)
  const one = Math.min(turn, count - 1)
  const own = seed + one

  const question = JSON.stringify([own, difficulty, ties, steps, paper, layout, tries])
  const { found: drawn, problem: why } = useLatest(question, async (): Promise<Drawn> => {
    const { askedOf, previewOf } = await import('@dit-by-hand/practice/worksheets')
    const asked = askedOf(problem({ seed: own, difficulty, ties }), steps)
    return previewOf(asked, { asked: [asked], formats: [], key: false, steps, layout, paper })
  })

  const pages = drawn?.pages.length ?? 1
  const shown = Math.min(page, pages - 1)
  return (
    <section aria-labelledby="preview" className="worksheets-preview">
      <h2 id="preview">The sheet of seed {own}</h2>
      <p className="row">
        <Button disabled={one === 0} onClick={() => setTurn(one - 1)}>
          Previous sheet
        </Button>
        <Button disabled={one >= count - 1} onClick={() => setTurn(one + 1)}>
          Next sheet
        </Button>
        {pages > 1 && (
          <>
            <Button disabled={shown === 0} onClick={() => setPage(shown - 1)}>
              Previous page
            </Button>
            <Button disabled={shown === pages - 1} onClick={() => setPage(shown + 1)}>
              Next page
            </Button>
          </>
        )}
        <span className="muted">
          sheet {one + 1} of {count}, page {shown + 1} of {pages}
        </span>
      </p>
      {why !== null && (
        <p role="alert">
          The sheet cannot be drawn: {why}. <Tool onClick={() => setTries(tries + 1)}>try again</Tool>
        </p>
      )}
      {drawn ? (
        <Paper drawn={drawn} page={shown} paper={paper} />
      ) : (
        why === null && <p className="practice-wait">The sheet is being drawn …</p>
      )}
    </section>
  )
}

/** The faces of the PDF, which the site has, too; and its size where it is printed from here. */
const faces =
  ':host { font-family: var(--figures) } h1, i { font-family: var(--prose) } @media print { .page { zoom: 1 !important; break-after: auto } }'

interface PaperProps extends Pick<Request, 'paper'> {
  readonly drawn: Drawn
  readonly page: number
}

/** A page in a shadow of its own: neither its style nor the site's reaches the other. */
function Paper({ drawn: { style, pages, width }, page, paper }: PaperProps): ReactNode {
  const host = useRef<HTMLElement>(null)
  const markup = pages[page]
  useEffect(() => {
    const element = host.current
    if (!element || markup === undefined) return
    const shadow = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`${style}\n${faces}`)
    shadow.adoptedStyleSheets = [sheet]
    shadow.replaceChildren(...new DOMParser().parseFromString(markup, 'text/html').body.children)
    // Only where they stand in the page: an element that is moved brings its style attribute, and the policy refuses it.
    for (const styled of shadow.querySelectorAll<HTMLElement>('[data-style]')) {
      styled.style.cssText = styled.dataset.style ?? ''
      styled.removeAttribute('data-style')
    }
    const fit = (): void => {
      const zoom = `${Math.min(1, element.clientWidth / width)}`
      for (const article of shadow.querySelectorAll<HTMLElement>('article')) article.style.setProperty('zoom', zoom)
    }
    const observer = new ResizeObserver(fit)
    observer.observe(element)
    fit()
    return () => observer.disconnect()
  }, [style, markup, width])
  return <section ref={host} className={`worksheets-paper on-${paper}`} aria-label="The sheet as it will be printed" />
}
