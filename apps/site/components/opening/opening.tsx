'use client'
// The whole of it in twenty seconds, played once by itself, then on the reader's word. All that moves was laid out when
// the page was built; here it is only played.
import { type Act, actAt } from '@dit-by-hand/walkthrough/motion/opening'
import type { Key, Piece, Sprite } from '@dit-by-hand/walkthrough/motion/stage'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { isStill } from '../../lib/still.ts'
import { stored } from '../../lib/storage.ts'
import { Tool } from '../button.tsx'
import { SiteLink } from '../site-link.tsx'

interface OpeningProps {
  readonly acts: readonly Act[]
  readonly lasts: number
  readonly sprites: readonly Sprite[]
  readonly width: number
  readonly height: number
}

const storageName = 'opening'

/** Whether the reader has seen it; where nothing can be kept it is played again. */
const wasSeen = (): boolean =>
  stored(store => {
    const seen = store.getItem(storageName)
    store.setItem(storageName, 'seen')
    return seen !== null
  }) ?? false

const placed = ([, x, y, scale]: Key): string => `translate(${x}px, ${y}px) scale(${scale})`

/** Every sprite's way as an animation of the browser's own; all run on one clock. */
function animated(stage: SVGElement, sprites: readonly Sprite[], lasts: number): readonly Animation[] {
  const elements = stage.querySelectorAll<SVGElement>('.sprite')
  return sprites.flatMap(({ keys }, i) => {
    const element = elements[i]
    if (!element) throw new Error(`the stage has ${elements.length} sprites; there is no ${i + 1}`)
    const frames = keys.map(key => ({
      offset: key[0] / lasts,
      transform: placed(key),
      opacity: key[4],
      easing: 'ease-in-out',
    }))
    const last = frames.at(-1)
    return element.animate(last && last.offset < 1 ? [...frames, { ...last, offset: 1 }] : frames, {
      duration: lasts,
      fill: 'both',
    })
  })
}

/** A square of the video, of the latent, or of noise, which has its dots. */
function Square({ piece, side }: { readonly piece: Piece; readonly side: number }): ReactNode {
  const { scale, step, isNoise, differs } = piece
  const place = { x: -side / 2, y: -side / 2, width: side, height: side }
  return (
    <>
      <rect {...place} className={`${scale === 'bright' ? 'b' : 'g'}${step}${isNoise ? ' dotted' : ''}`} />
      {isNoise && <rect {...place} className="grain" fill="url(#grain)" />}
      {differs && <rect className="differs" x={2 - side / 2} y={2 - side / 2} width={side - 4} height={side - 4} />}
    </>
  )
}

export function Opening({ acts, lasts, sprites, width, height }: OpeningProps): ReactNode {
  const stage = useRef<SVGSVGElement>(null)
  const running = useRef<readonly Animation[]>([])
  const [playing, setPlaying] = useState(false)
  const [act, setAct] = useState(0)
  const [ended, setEnded] = useState(false)
  const [still, setStill] = useState(false)

  const all = (): readonly Animation[] => {
    if (running.current.length === 0 && stage.current) {
      running.current = animated(stage.current, sprites, lasts)
      for (const animation of running.current) animation.pause()
    }
    return running.current
  }
  const seek = (time: number): void => {
    for (const animation of all()) animation.currentTime = time
    setAct(actAt({ acts }, time))
    setEnded(time >= lasts)
  }
  const play = (): void => {
    if (ended) seek(0)
    for (const animation of all()) animation.play()
    setPlaying(true)
  }
  const pause = (): void => {
    for (const animation of all()) animation.pause()
    setPlaying(false)
  }
  /** To an act: where it has come to its end, as a still; where all is playing, from its beginning. */
  const turnTo = (index: number): void => {
    const one = acts[index]
    if (one) seek(playing ? one.at : one.at + one.lasts - 1)
    setAct(index)
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come
  useEffect(() => {
    setStill(isStill())
    if (!isStill() && !wasSeen()) play()
    return () => {
      for (const animation of running.current) animation.cancel()
      running.current = []
    }
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock runs while it is playing
  useEffect(() => {
    if (!playing) return
    const timer = setInterval(() => {
      const time = Number(running.current[0]?.currentTime ?? 0)
      setAct(actAt({ acts }, time))
      if (time < lasts) return
      setPlaying(false)
      setEnded(true)
    }, 100)
    return () => clearInterval(timer)
  }, [playing])

  const last = acts.length - 1
  return (
    <figure className="opening no-print" aria-label="The whole model in twenty seconds">
      <svg ref={stage} className="stage" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <defs>
          <pattern id="grain" width="6" height="6" patternUnits="userSpaceOnUse">
            <circle cx="1.5" cy="1.5" r="0.9" />
            <circle cx="4.5" cy="4.5" r="0.9" />
          </pattern>
        </defs>
        {sprites.map(({ text, piece, side, keys: [first] }, i) => (
          <g
            key={i}
            className={piece ? 'sprite' : 'sprite words'}
            transform={first && `translate(${first[1]} ${first[2]})`}
            opacity={first?.[4]}
          >
            {piece && <Square piece={piece} side={side} />}
            <text className={piece ? (piece.step < 4 ? 'on-dark' : 'on-bright') : ''} y="4.5" textAnchor="middle">
              {text}
            </text>
          </g>
        ))}
      </svg>
      <p className="says">
        {act === last ? (
          <SiteLink className="button strong" href="/walk/opening/">
            {acts[act]?.says.replace(/\.$/, '')} →
          </SiteLink>
        ) : (
          acts[act]?.says
        )}
      </p>
      <div className="opening-tools">
        {!still && <Tool onClick={playing ? pause : play}>{playing ? 'pause' : ended ? 'again' : 'play'}</Tool>}
        {still && (
          <Tool disabled={act === 0} onClick={() => turnTo(act - 1)}>
            ◂ back
          </Tool>
        )}
        <ol className="acts">
          {acts.map(({ name, says }, i) => (
            <li key={name}>
              <button
                type="button"
                className="bare"
                title={name}
                {...(i === act && { 'aria-current': 'step' as const })}
                onClick={() => turnTo(i)}
              >
                <span className="vh">{says}</span>
              </button>
            </li>
          ))}
        </ol>
        {still ? (
          <Tool disabled={act === last} onClick={() => turnTo(act + 1)}>
            on ▸
          </Tool>
        ) : (
          <Tool
            disabled={ended}
            onClick={() => {
              pause()
              seek(lasts)
            }}
          >
            skip
          </Tool>
        )}
      </div>
    </figure>
  )
}
