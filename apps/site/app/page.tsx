// The front page: what this is, the whole pipeline on one sheet, and the ways in.
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Legend } from '../components/legend.tsx'
import { Poster } from '../components/poster.tsx'
import { Shell } from '../components/shell.tsx'
import { sora } from '../lib/sora.ts'

export default function FrontPage(): ReactNode {
  return (
    <Shell>
      <div className="front">
        <div className="front-head">
          <div>
            <h1>Sora’s Diffusion Transformer, worked by hand</h1>
            <p className="lead">
              A small video goes in on the left, hides under noise, and a video made by the model comes out on the
              right. Every number on this sheet can be followed, questioned and changed.
            </p>
          </div>
          <nav className="ways no-print" aria-label="Ways in">
            <Link className="button strong" href="/walk/opening/">
              Walk through it, step by step →
            </Link>
            <Link className="button" href="/lessons/" prefetch={false}>
              Choose another lesson
            </Link>
            <Link className="button" href="/check/" prefetch={false}>
              Check your own engine
            </Link>
          </nav>
        </div>
        <Poster lesson={sora} />
        <Legend />
      </div>
    </Shell>
  )
}
