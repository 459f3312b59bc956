'use client'
// A film and its way from noise, step by step: the stage that is looked at large, all stages as strips below one another.
import { at } from '@dit-by-hand/graph/at'
import { counted } from '@dit-by-hand/graph/counted'
import type { Size } from '@dit-by-hand/video-dit/world/film'
import { wordsIn } from '@dit-by-hand/video-dit/world/words'
import { memo, type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { reasonHere } from '../../components/reason-here.ts'
import { saveBytes } from '../../lib/save.ts'
import { isStill } from '../../lib/still.ts'
import { moveTo, setMoving, useFrame, useMoving } from './clock.ts'
import { Film, Frames } from './film.tsx'
import type { Filmed } from './studio/films.ts'

/** Milliseconds that a stage is shown where the way is played. */
const stageLasts = 420

type Seen = 'now' | 'believed'
const seenTitles: { readonly [S in Seen]: string } = { now: 'as it is', believed: 'as the network predicts it' }

const timeText = (time: number): string => time.toFixed(2)

interface WayProps {
  readonly filmed: Filmed
  readonly said: string
  /** What the film shows that this one goes on from. */
  readonly after: string | null
  readonly isWorking: boolean
  readonly stage: number
  readonly onStage: (stage: number) => void
  /** Asks for a film that goes on from a frame. */
  readonly onGoOn: (size: Size, frame: readonly number[]) => void
}

export const Way = memo(function Way({ filmed, said, after, isWorking, stage, onStage, onGoOn }: WayProps): ReactNode {
  const { stages, size, milliseconds } = filmed
  const last = stages.length - 1
  const here = Math.min(stage, last)
  const [unkept, setUnkept] = useState<string | null>(null)
  const [seen, setSeen] = useState<Seen>('now')
  const [isPlaying, setPlaying] = useState(false)

  // A new film comes out of its noise once, unless nothing is to move.
  const shown = useRef<Filmed | null>(null)
  useEffect(() => {
    const isFirst = shown.current === null
    if (shown.current === filmed) return
    shown.current = filmed
    if (isStill()) return onStage(last)
    if (isFirst) setMoving(true)
    onStage(0)
    setPlaying(true)
  }, [filmed, last, onStage])

  useEffect(() => {
    if (!isPlaying) return
    if (here >= last) return setPlaying(false)
    const timer = setTimeout(() => onStage(here + 1), stageLasts)
    return () => clearTimeout(timer)
  }, [isPlaying, here, last, onStage])

  const go = (next: number): void => {
    setPlaying(false)
    onStage(Math.min(last, Math.max(0, next)))
  }
  /** The film as it is at the end of its way. */
  const keep = async (): Promise<void> => {
    const { now: pixels } = at(stages, last, 'the stages')
    try {
      const { gifOf } = await import('./gif.ts')
      saveBytes(`${wordsIn(said).join('-') || 'film'}.gif`, await gifOf({ ...size, pixels }), 'image/gif')
      setUnkept(null)
    } catch (error) {
      setUnkept(reasonHere(error))
    }
  }
  const goOn = (): void => {
    if (isWorking) return
    const { now: pixels } = at(stages, last, 'the stages')
    onGoOn(size, [...pixels.subarray(pixels.length - pixels.length / size.frames)])
  }
  const { time, now, believed } = at(stages, here, 'the stages')
  const stageText = here === 0 ? 'noise' : here === last ? 'the film' : `after ${here} of ${counted(last, 'step')}`
  return (
    <div className="grow-way" data-stages={stages.length} aria-busy={isWorking}>
      <div className="grow-player">
        <Film
          pixels={seen === 'now' ? now : believed}
          size={size}
          label={`${said}: ${stageText}, ${seenTitles[seen]}`}
          className="grow-large"
        />
        <p className="grow-caption">
          <strong>“{said}”</strong>
          {after !== null && <>, after “{after}”</>}, {stageText}, at time{' '}
          <span className="number">{timeText(time)}</span>
        </p>
        <fieldset className="grow-controls" aria-label="The way from noise">
          <Button onClick={() => go(here - 1)} aria-disabled={here === 0}>
            <span aria-hidden="true">‹</span> Step back
          </Button>
          <Button
            strong
            onClick={() => {
              if (isPlaying) return setPlaying(false)
              if (here === last) onStage(0)
              setPlaying(true)
            }}
          >
            {isPlaying ? 'Stop' : 'From noise'}
          </Button>
          <Button onClick={() => go(here + 1)} aria-disabled={here === last}>
            Step <span aria-hidden="true">›</span>
          </Button>
          <input
            type="range"
            aria-label="Sampling step"
            aria-valuetext={`${stageText}, time ${timeText(time)}`}
            min={0}
            max={last}
            value={here}
            onChange={({ target }) => go(target.valueAsNumber)}
          />
        </fieldset>
        <FrameControls frames={size.frames} />
      </div>
      <div className="grow-stages">
        <fieldset className="row no-print" aria-label="What is shown of each step">
          {(['now', 'believed'] as const).map(each => (
            <Button key={each} aria-pressed={seen === each} onClick={() => setSeen(each)}>
              {seenTitles[each]}
            </Button>
          ))}
        </fieldset>
        <p className="grow-strip-head" aria-hidden="true">
          <span>step</span> <span>time</span>
        </p>
        <ol className="grow-strips" aria-label="Steps from noise to film">
          {stages.map((one, i) => (
            <li key={i} className={i === here ? 'is-here' : undefined}>
              <button
                type="button"
                className="bare grow-step"
                aria-current={i === here ? 'step' : undefined}
                onClick={() => go(i)}
              >
                <span className="vh">Step </span>
                <span className="number">{i}</span>
                <span className="grow-time">
                  <span className="vh">, time </span>
                  {timeText(one.time)}
                </span>
              </button>
              <Frames
                pixels={seen === 'now' ? one.now : one.believed}
                size={size}
                label={`step ${i}, ${seenTitles[seen]}`}
              />
            </li>
          ))}
        </ol>
        <p className="grow-gif row">
          <Button onClick={goOn} aria-disabled={isWorking}>
            Go on from its end
          </Button>
          <Button onClick={() => void keep()}>Save as a GIF</Button>
        </p>
        {unkept !== null && <p role="alert">The film cannot be saved: {unkept}</p>}
        <p className="muted grow-took">
          {counted(last, 'step')}, made in <span className="number">{Math.round(milliseconds)}</span> ms in your browser
          {filmed.learned !== null && (
            <>
              , by a network trained for <span className="number">{filmed.learned}</span> steps
            </>
          )}
          .
        </p>
      </div>
    </div>
  )
})

/** Apart from the rest, since it changes with every frame. */
function FrameControls({ frames }: { readonly frames: number }): ReactNode {
  const moving = useMoving()
  const frame = useFrame(frames)
  const stopAt = (at: number): void => {
    setMoving(false)
    moveTo(at)
  }
  return (
    <fieldset className="grow-controls" aria-label="Frames">
      <Button onClick={() => stopAt(frame + frames - 1)}>
        <span aria-hidden="true">‹</span> <span className="vh">Previous frame</span>
      </Button>
      <Button aria-pressed={moving} onClick={() => setMoving(!moving)}>
        {moving ? 'Pause the frames' : 'Play the frames'}
      </Button>
      <Button onClick={() => stopAt(frame + 1)}>
        <span className="vh">Next frame</span> <span aria-hidden="true">›</span>
      </Button>
      <input
        type="range"
        aria-label="Frame"
        aria-valuetext={`frame ${frame + 1} of ${frames}`}
        min={0}
        max={frames - 1}
        value={frame}
        onChange={({ target }) => stopAt(target.valueAsNumber)}
      />
    </fieldset>
  )
}
