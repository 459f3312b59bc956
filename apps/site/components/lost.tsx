'use client'
// What an address that leads nowhere may have meant. Next sends every page along with the page for what is not there: what
// that is made of comes only where it is shown.
import { later } from './later.tsx'

export const Lost = later(async () => (await import('./astray.tsx')).Astray)
