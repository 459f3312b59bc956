'use client'
// The stage of the opening: all that moves on it was laid out when the page was built; here it is only played.
import { type Key, type Piece, type Sprite, stageSize } from '@dit-by-hand/walkthrough/motion/stage'
import { memo, type ReactNode, useEffect, useRef } from 'react'

const placed = ([, x, y, scale]: Key): string => `translate(${x}px, ${y}px) scale(${scale})`

/** Every sprite's way as an animation of the browser's own. */
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

interface StageProps {
  readonly sprites: readonly Sprite[]
  readonly lasts: number
  /** Where all is, in milliseconds from the beginning, and whether it goes on from there. */
  readonly time: number
  readonly running: boolean
}

/** So many milliseconds from where they should be, sprites are not set right: it would be seen. */
const slack = 100

export function Stage({ sprites, lasts, time, running }: StageProps): ReactNode {
  const stage = useRef<SVGSVGElement>(null)
  const animations = useRef<readonly Animation[]>([])
  useEffect(
    () => () => {
      for (const animation of animations.current) animation.cancel()
      animations.current = []
    },
    [],
  )
  useEffect(() => {
    if (animations.current.length === 0 && stage.current && (running || time > 0))
      animations.current = animated(stage.current, sprites, lasts)
    for (const animation of animations.current) {
      if (!running || Math.abs(Number(animation.currentTime) - time) > slack) animation.currentTime = time
      if (!running) animation.pause()
      else if (animation.playState !== 'running') animation.play()
    }
  }, [sprites, lasts, time, running])
  return (
    <svg ref={stage} className="stage" viewBox={`0 0 ${stageSize.width} ${stageSize.height}`} aria-hidden="true">
      <defs>
        <pattern id="grain" width="6" height="6" patternUnits="userSpaceOnUse">
          <circle cx="1.5" cy="1.5" r="0.9" />
          <circle cx="4.5" cy="4.5" r="0.9" />
        </pattern>
      </defs>
      <Sprites of={sprites} />
    </svg>
  )
}

/** All of them, each where it is at first; drawn once, since it is the browser that moves them. */
const Sprites = memo(function Sprites({ of }: { readonly of: readonly Sprite[] }): ReactNode {
  return of.map(({ text, piece, side, keys: [first] }, i) => (
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
  ))
})

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
