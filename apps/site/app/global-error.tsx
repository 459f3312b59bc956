'use client'
// What is shown when the site itself fails: plain words, and a way to begin again.
import type { ReactNode } from 'react'

export default function GlobalError(): ReactNode {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Something went wrong</h1>
          <p>That is a fault of this site. Loading the page again usually helps.</p>
        </main>
      </body>
    </html>
  )
}
