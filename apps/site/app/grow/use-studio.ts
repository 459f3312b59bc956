// The studio as the page knows it: opened once, with the checkpoint that comes with the page in it.
import { reasonOf } from '@dit-by-hand/graph/reason'
import { useCallback, useEffect, useRef, useState } from 'react'
import { reasonHere } from '../../components/reason-here.ts'
import { fetched } from '../../lib/fetched.ts'
import { learningNow, tell } from './learning-store.ts'
import type { About } from './studio/nets.ts'
import type { Circumstances, Studio } from './studio/studio.ts'

export interface Open {
  readonly studio: Studio
  readonly about: About
  /** Whether it is of a file of the reader's. */
  readonly isOwn: boolean
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
          'This browser has no WebAssembly SIMD, so plain JavaScript does the arithmetic: the films are the same, but it is many times slower.',
        ]
      : []),
    ...(why === null && !isShared
      ? [
          'This page cannot share memory between threads, because its server does not isolate it from other sites: it trains on one thread.',
        ]
      : []),
  ]
}

const checkpoint = (): Promise<Uint8Array> => fetched('/grow/sky.safetensors')

/** A studio in which a net stands that was left while it learned, for when the reader comes back. */
let left: { readonly open: Open; readonly close: () => void } | null = null

/** Takes a model's file; answers why it cannot be used, or null. */
export type Load = (file: File) => Promise<string | null>

export function useStudio(): { readonly opening: Opening; readonly load: Load } {
  const [opening, setOpening] = useState<Opening>(() => (left ? { state: 'open', ...left.open } : { state: 'opening' }))
  const latest = useRef(opening)
  latest.current = opening
  useEffect(() => {
    let close = left === null ? (): void => undefined : left.close
    const isBack = left !== null
    left = null
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
        setOpening({
          state: 'open',
          studio,
          about,
          isOwn: false,
          circumstances,
          slower: slowerBecause(circumstances, why),
        })
    }
    if (!isBack)
      open().catch((error: unknown) => {
        if (!isGone) setOpening({ state: 'broken', why: reasonHere(error) })
      })
    return () => {
      isGone = true
      const { current } = latest
      if (current.state === 'open' && learningNow().begun !== null) {
        left = { open: current, close }
        current.studio
          .pause()
          .catch((error: unknown) => tell({ kind: 'said', said: `It cannot pause: ${reasonOf(error)}.` }))
        return
      }
      close()
      tell({ kind: 'forgotten', said: '' })
    }
  }, [])
  const load = useCallback<Load>(
    async file => {
      if (opening.state !== 'open') return 'nothing is open yet'
      try {
        const about = await opening.studio.load(file.name, new Uint8Array(await file.arrayBuffer()))
        setOpening({ ...opening, about, isOwn: true })
        return null
      } catch (error) {
        return reasonOf(error)
      }
    },
    [opening],
  )
  return { opening, load }
}
