'use client'
// Films on a canvas: one that moves by the page's clock, or all its frames side by side.
import { rgba } from '@dit-by-hand/video-dit/film/enlarge'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { memo, type ReactNode, useEffect, useRef } from 'react'
import { onTick, ticks } from './clock.ts'

export interface Shown {
  readonly pixels: Uint8Array
  readonly size: Size
}

/** A frame as a canvas takes it. */
const imageOf = ({ pixels, size }: Shown, frame: number): ImageData =>
  new ImageData(rgba({ ...size, pixels }, frame), size.width, size.height)

/** A film that moves, or stands still where nothing is to. @param label null where text beside it says the same */
export const Film = memo(function Film({
  pixels,
  size,
  label,
  className = '',
}: Shown & { readonly label: string | null; readonly className?: string }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    const images = Array.from({ length: size.frames }, (_, frame) => imageOf({ pixels, size }, frame))
    const draw = (): void => {
      const image = images[ticks() % images.length]
      if (image) context.putImageData(image, 0, 0)
    }
    draw()
    // Only what is in sight moves.
    let leave: (() => void) | undefined
    const observer = new IntersectionObserver(entries => {
      leave?.()
      leave = entries.at(-1)?.isIntersecting ? onTick(draw) : undefined
    })
    observer.observe(context.canvas)
    return () => {
      observer.disconnect()
      leave?.()
    }
  }, [pixels, size])
  return (
    <canvas
      ref={canvas}
      width={size.width}
      height={size.height}
      {...(label === null ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
      className={`grow-film ${className}`}
    />
  )
})

/** Pixels between two frames of a strip. */
const gap = 1

/** All frames side by side. */
export const Frames = memo(function Frames({ pixels, size, label }: Shown & { readonly label: string }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { frames, width, height } = size
  const across = frames * (width + gap) - gap
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.clearRect(0, 0, frames * (width + gap), height)
    for (let frame = 0; frame < frames; frame++)
      context.putImageData(imageOf({ pixels, size }, frame), frame * (width + gap), 0)
  }, [pixels, size, frames, width, height])
  return (
    <canvas
      ref={canvas}
      width={across}
      height={height}
      // A film of few frames is no higher than one of many.
      style={{ maxInlineSize: `min(25.3rem, ${(3 * across) / height}rem)` }}
      role="img"
      aria-label={label}
      className="grow-frames"
    />
  )
})
