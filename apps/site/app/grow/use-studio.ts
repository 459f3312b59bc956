// The studio as the page knows it: opened once, with the checkpoint that comes with the page in it.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { useCallback, useEffect, useState } from 'react'
import { basePath } from '../../lib/hrefs.ts'
import type { About, Circumstances, Studio } from './studio/said.ts'

export interface Open {
  readonly studio: Studio
  readonly about: About
  readonly circumstances: Circumstances
  /** What is slower here than it could be, in sentences. */
  readonly slower: readonly string[]
}

export type Opening =
  | { readonly state: 'opening' }
  | { readonly state: 'broken'; readonly why: string }
  | ({ readonly state: 'open' } & Open)

/** What a reader should know of a browser that is slower than others. */
function slowerBecause({ build, isShared }: Circumstances, why: string | null): readonly string[] {
  return [
    ...(why === null ? [] : [why]),
    ...(build === 'typescript'
      ? [
          'This browser has no WebAssembly SIMD: plain JavaScript does the arithmetic, to the same films but many times slower.',
        ]
      : []),
    ...(why === null && !isShared
      ? [
          'This page may not share memory between threads, because its server does not set it apart from other sites: one thread trains.',
        ]
      : []),
  ]
}

async function checkpoint(): Promise<Uint8Array> {
  const response = await fetch(`${basePath}/grow/sky.safetensors`)
  if (!response.ok) throw new Error(`the checkpoint did not come: status ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

/** @returns what is open, and what takes another model's file: it answers why it cannot be used, or null */
export function useStudio(): {
  readonly opening: Opening
  readonly load: (file: File) => Promise<string | null>
} {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' })
  useEffect(() => {
    let close = (): void => undefined
    let isGone = false
    const open = async (): Promise<void> => {
      const bytes = checkpoint()
      // It is waited for below; until then nobody else hears that it failed.
      bytes.catch(() => undefined)
      const { openLink } = await import('./studio/link.ts')
      const link = await openLink()
      if (isGone) return link.close()
      close = link.close
      const { studio, why } = link
      const circumstances = await studio.circumstances()
      const about = await studio.load('sky.safetensors', await bytes)
      if (!isGone)
        setOpening({ state: 'open', studio, about, circumstances, slower: slowerBecause(circumstances, why) })
    }
    open().catch((error: unknown) => {
      if (!isGone) setOpening({ state: 'broken', why: reasonOf(error) })
    })
    return () => {
      isGone = true
      close()
    }
  }, [])
  const load = useCallback(
    async (file: File): Promise<string | null> => {
      if (opening.state !== 'open') return 'nothing is open yet'
      try {
        const about = await opening.studio.load(file.name, new Uint8Array(await file.arrayBuffer()))
        setOpening({ ...opening, about })
        return null
      } catch (error) {
        return reasonOf(error)
      }
    },
    [opening],
  )
  return { opening, load }
}
