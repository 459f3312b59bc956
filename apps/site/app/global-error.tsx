'use client'
// What is shown when the site itself fails: plain words, and a way to begin again.
import type { ReactNode } from 'react'

export default function GlobalError(): ReactNode {
  return (
    <html lang="en">
      <body>
        <main>
          <h1>Something went wrong</h1>
          <p>This is a fault of the site. Reloading the page usually helps.</p>
        </main>
      </body>
    </html>
  )
}
