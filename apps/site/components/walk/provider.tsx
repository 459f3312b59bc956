'use client'
// The state of a walk, kept while the reader goes from page to page, and written into the address of each.
import type { Lesson } from '@dit-by-hand/spec/format'
import { type LessonRef, noTeaching, type Teaching, walkthroughLesson } from '@dit-by-hand/walkthrough/teaching'
import { isPlace } from '@dit-by-hand/walkthrough/telling'
import { type Action, start, type Tour, tour } from '@dit-by-hand/walkthrough/tour'
import { useRouter, useSelectedLayoutSegment } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  startTransition,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { placeHref } from '../../lib/hrefs.ts'
import { type Attempt, useLater } from '../later.tsx'

/** What an address brings. */
export interface Held {
  readonly lesson: Lesson
  readonly ref: LessonRef
  readonly state: Tour
  readonly teaching: Teaching
  /** What the link settled that was opened: a reader of a locked link cannot undo it here. */
  readonly bound: Teaching
}

interface Kept extends Held {
  /** What the reader should know about the address that was opened. */
  readonly notice: string | null
  /** The address has been read, and may be written. */
  readonly ready: boolean
  /** There is something to write. */
  readonly touched: boolean
}

/** What reads and writes addresses: loaded when a link says something, or when there is something to say. */
const codecOf = () => import('./links.ts')
type Codec = Awaited<ReturnType<typeof codecOf>>

/** What a locked link does not let a reader do. */
const changing: readonly Action['type'][] = ['edit', 'undo', 'redo', 'reset']

/** After an action of the reader's. */
function toured(kept: Kept, action: Action): Kept {
  if (kept.teaching.locked && changing.includes(action.type)) return kept
  return { ...kept, state: tour(kept.state, action, kept.lesson), touched: kept.touched || action.type !== 'goto' }
}

/** What hides the computed numbers. @throws {Error} where they are to be hidden before it has come */
function maskFor({ hideResults }: Teaching, codec: Codec | null): Codec['hiddenScene'] | null {
  if (!hideResults) return null
  if (!codec) throw new Error('nothing hides numbers yet')
  return codec.hiddenScene
}

/** What the pages of a walk share. */
export interface Walk extends Kept {
  /** The lesson that the pages were written with. */
  readonly first: Lesson
  /** The state as it stands in addresses; '' where there is nothing to say. */
  readonly fragment: () => string
  readonly dispatch: (action: Action) => void
  readonly teach: (teaching: Teaching) => void
  /** What hides the computed numbers of a scene; null where they are not to be hidden. */
  readonly mask: Codec['hiddenScene'] | null
  readonly dismiss: () => void
  readonly attempt: Attempt
}

const WalkContext = createContext<Walk | null>(null)

/** The state for links, written when the address is: numbers do not wait for links. */
const LinkContext = createContext('')

/** The fragment that links within the walk carry. */
export const useLinkFragment = (): string => use(LinkContext)

/** The walk that this page is part of. Throws Error outside one. */
export function useWalk(): Walk {
  const walk = use(WalkContext)
  if (!walk) throw new Error('this is outside the walk')
  return walk
}

/** A # that leads to an element of the page is no state. */
const isAnchor = (hash: string): boolean => document.getElementById(hash.slice(1)) !== null

interface WalkProviderProps {
  readonly lesson: Lesson
  /** The ids of the lessons that a link may ask for by name. */
  readonly cases: readonly string[]
  readonly children: ReactNode
}

export function WalkProvider({ lesson, cases, children }: WalkProviderProps): ReactNode {
  const segment = useSelectedLayoutSegment()
  const router = useRouter()
  const place = isPlace(segment) ? segment : 'opening'
  const [kept, keep] = useState<Kept>({
    lesson,
    ref: walkthroughLesson,
    state: { ...start, place },
    teaching: noTeaching,
    bound: noTeaching,
    notice: null,
    ready: false,
    touched: false,
  })
  const [codec, setCodec] = useState<Codec | null>(null)
  const withCodec = useCallback(async (): Promise<Codec> => {
    const loaded = await codecOf()
    setCodec(loaded)
    return loaded
  }, [])
  const [missing, attempt] = useLater()
  const at = useRef(place)
  const written = useRef('')
  /** The link that is being opened: until it is, nothing is written, and a later link takes its place. */
  const arriving = useRef<string | null>(null)
  /** The address's fragment as it was last read or written here: another one is a link whose event has not come yet. */
  const known = useRef('')
  useEffect(() => {
    at.current = place
    known.current = location.hash
  }, [place])

  const arrive = useCallback(
    async (hash: string) => {
      arriving.current = hash
      known.current = hash
      // What was written before is there no more: opened again, it is a link like any other.
      written.current = hash
      const { held, notice } =
        hash === '' || isAnchor(hash)
          ? { held: null, notice: null }
          : await (await withCodec()).broughtBy(hash, lesson, at.current, cases)
      if (arriving.current !== hash) return
      arriving.current = null
      startTransition(() =>
        keep(now => ({ ...now, ...held, notice, ready: true, touched: now.touched || held !== null })),
      )
      // A cell that is not on this page is looked at where it is.
      if (held && held.state.place !== at.current) router.replace(placeHref(held.state.place, hash.slice(1)))
    },
    [lesson, cases, router, withCodec],
  )
  useEffect(() => {
    attempt(() => arrive(location.hash))
    // The event says what the link was; by the time it comes, the router may have put an earlier address back.
    const changed = ({ newURL }: HashChangeEvent): void => {
      const { hash, pathname } = new URL(newURL)
      if (hash !== written.current && pathname.includes(`/walk/${at.current}/`)) attempt(() => arrive(hash))
    }
    addEventListener('hashchange', changed)
    return () => removeEventListener('hashchange', changed)
  }, [arrive, attempt])

  const { ready, touched } = kept
  useEffect(() => {
    if (touched && !codec) attempt(withCodec)
  }, [touched, codec, attempt, withCodec])
  const fragment = useCallback(
    () => (codec && touched ? codec.encode(codec.addressOf(kept.state, kept.ref, kept.teaching)) : ''),
    [codec, touched, kept.state, kept.ref, kept.teaching],
  )
  const [later, setLater] = useState('')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page has a new address to write into
  useEffect(() => {
    if (!ready) return
    const timer = setTimeout(() => {
      if (arriving.current !== null || location.hash !== known.current) return
      const now = fragment()
      written.current = now === '' ? '' : `#${now}`
      setLater(now)
      if (location.hash !== written.current && !isAnchor(location.hash))
        history.replaceState(history.state, '', written.current || location.pathname)
      known.current = location.hash
    }, 150)
    return () => clearTimeout(timer)
  }, [fragment, ready, place])

  useEffect(() => {
    const { dataset } = document.documentElement
    dataset.embed = String(kept.teaching.embed)
    dataset.present = String(kept.teaching.present)
    if (ready) delete dataset.veil
  }, [kept.teaching, ready])

  const walk = useMemo(
    (): Walk => ({
      ...kept,
      first: lesson,
      fragment,
      dispatch: action => keep(now => toured(now, action)),
      mask: maskFor(kept.teaching, codec),
      // What hides numbers has come before they are to be hidden.
      teach: teaching => attempt(() => withCodec().then(() => keep(now => ({ ...now, teaching, touched: true })))),
      dismiss: () => keep(now => ({ ...now, notice: null })),
      attempt,
    }),
    [kept, codec, fragment, lesson, withCodec, attempt],
  )
  return (
    <WalkContext value={walk}>
      <LinkContext value={later}>{children}</LinkContext>
      {missing}
    </WalkContext>
  )
}
