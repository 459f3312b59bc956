'use client'
// Light or dark: as the system says, until the reader says otherwise.
import type { ReactNode } from 'react'
import { stored } from '../lib/storage.ts'

function turn(): void {
  const { documentElement: root } = document
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  const next = dark ? 'light' : 'dark'
  root.dataset.theme = next
  // Where it cannot be kept, the choice holds for this page alone.
  stored(store => store.setItem('theme', next))
}

export function ThemeSwitch(): ReactNode {
  return (
    <button type="button" className="theme" onClick={turn}>
      <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
      <span className="vh">Switch between light and dark</span>
    </button>
  )
}
