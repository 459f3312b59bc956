'use client'
// One page of the walk: the telling on one side, the sheet on the other, the line of arithmetic below.
import type { CellRef } from '@dit-by-hand/graph/expression'
import { homeOf, isOpen, turns } from '@dit-by-hand/walkthrough/moves'
import type { PageCommand } from '@dit-by-hand/walkthrough/page-keys'
import { relit, scene, viewInFocus } from '@dit-by-hand/walkthrough/scene'
import { isLate, isPassed, type Place, type StageId } from '@dit-by-hand/walkthrough/telling'
import { type Stop, tour } from '@dit-by-hand/walkthrough/tour'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { focusCell } from '../../lib/cells.ts'
import { catchUp } from '../../lib/early.ts'
import { placeHref } from '../../lib/hrefs.ts'
import { Button, Tool } from '../button.tsx'
import { useKeys, useLetters } from './keys.ts'
import { LinePanel, type Reason } from './line.tsx'
import { LineTools } from './line-tools.tsx'
import { StepMap } from './map.tsx'
import { Generations, Help, Learning, Pictures, Player, PromptPanel, Share, waiting } from './more.tsx'
import { PlaceLink } from './place-link.tsx'
import { useWalk } from './provider.tsx'
import { useSettled } from './settled.ts'
import { Sheet } from './sheet.tsx'
import { OtherStages, WayBack } from './stages.tsx'
import { Toolbar } from './toolbar.tsx'
import { Words } from './words.tsx'

interface StepProps {
  readonly place: Place
  /** The words of the page as the server wrote them: what is told, and what lies beyond the toy. */
  readonly telling: ReactNode
  readonly beyond: ReactNode
  /** What is told of each stage, where the step has some. */
  readonly stages: { readonly [K in StageId]?: ReactNode }
  /** Its pictures, with the cell in focus that the page begins with. */
  readonly pictures: ReactNode
  /** Why the number that the page begins with is said to be from where it is. */
  readonly reason: Reason | null
}

export function Step({ place, telling, beyond, pictures, stages, reason }: StepProps): ReactNode {
  const walk = useWalk()
  const { lesson, state, dispatch, teaching, notice } = walk
  const router = useRouter()
  const [hover, setHover] = useState<CellRef | null>(null)
  const [near, setNear] = useState<string | null>(null)
  const [heads, setHeads] = useState(false)
  const [uses, setUses] = useState(false)
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set())
  const [lettersOn, turnLetters] = useLetters()
  const [opened, setOpened] = useState<'help' | 'share' | null>(null)
  const [playing, setPlaying] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of page moves the walk
  useEffect(() => dispatch({ type: 'goto', place }), [place])

  useEffect(() => {
    catchUp()
  }, [])

  const here = useMemo(() => tour(state, { type: 'goto', place }, lesson), [state, place, lesson])
  const { mask } = walk
  const hides = mask !== null
  const shown = useMemo(() => {
    const now = hover && !playing ? { ...here, cell: hover } : here
    if (mask) return mask(now, lesson, revealed)
    // While a step is played, what is lit is the player's to say.
    return playing ? relit(scene(now, lesson), () => null) : scene(now, lesson)
  }, [here, hover, lesson, playing, mask, revealed])
  // The server's words speak of the lesson as it is, read as it should be, at the first pass.
  const asWritten =
    lesson === walk.first && here.edits.length === 0 && here.reading === 'corrected' && here.generation === 1
  const isFirstStage = shown.stage === null || shown.stages[0]?.here === true
  const untouched = asWritten && isFirstStage && hover === null && here.cell === null
  const written = shown.stage === null ? telling : stages[shown.stage]
  // The numbers first: what is told and drawn of them follows a moment later.
  const told = useSettled(
    useMemo(() => ({ scene: shown, asWritten, untouched, written }), [shown, asWritten, untouched, written]),
    [walk.ready, shown.lesson.id, shown.stage, shown.box, here.reading, here.generation, shown.pass?.at, hides].join(
      ' ',
    ),
  )
  const view = viewInFocus(shown)
  const cell = shown.line?.cell ?? null
  const hidden = shown.step !== null && teaching.hiddenSteps.includes(shown.step)
  const plays = shown.step !== null && !hidden && !hides
  const says = (place === 'conditions' || place === 'opening') && !hidden && !teaching.locked && !hides
  const late = isLate(place) || (isPassed(place) && shown.pass !== null)
  const { before, after } = turns(shown.map, teaching.hiddenSteps)
  const at = shown.stages.findIndex(stop => stop.here)
  const stageAfter = hidden || at < 0 ? undefined : shown.stages[at + 1]

  const go = (to: Place | undefined): void => {
    if (to) router.push(placeHref(to, walk.fragment()))
  }
  const leads = (to: Place): boolean => shown.map.some(stop => stop.place === to && isOpen(stop, teaching.hiddenSteps))
  const stopAt = (to: CellRef): Stop => {
    const near = shown.blocks.some(({ name }) => name === to.name)
    return near ? { place, cell: to, ...(shown.stage && { stage: shown.stage }) } : homeOf(shown, to)
  }
  const follow = (to: CellRef): void => {
    setHover(null)
    walkTo(stopAt(to))
  }
  const walkTo = (stop: Stop): void => {
    dispatch({ type: 'follow', to: stop })
    if (stop.place !== place) go(stop.place)
    else if (stop.stage === undefined || stop.stage === shown.stage) focusCell(stop.cell)
  }
  /** Another stage of the step is read from its beginning. */
  const turnTo = (stage: StageId): void => {
    setPlaying(false)
    dispatch({ type: 'stage', stage })
    document.querySelector('.telling')?.scrollIntoView({ block: 'nearest' })
  }
  const back = (): void => {
    const last = state.trail.at(-1)
    if (!last) return
    dispatch({ type: 'return' })
    if (last.place !== place) go(last.place)
    else focusCell(last.cell)
  }
  const close = (): void => setOpened(null)
  const stopPlaying = (): void => {
    setPlaying(false)
    document.querySelector<HTMLElement>('.play-step')?.focus()
  }
  const command = (what: PageCommand): void => {
    const changes = what === 'undo' || what === 'redo' || what === 'reset'
    if (what === 'next') go(after?.place)
    else if (what === 'back') go(before?.place)
    else if (what === 'heads') setHeads(now => !now)
    else if (what === 'consumers') setUses(now => !now)
    else if (what === 'help') setOpened('help')
    else if (what === 'play') setPlaying(now => plays && !now)
    else if (what === 'return') back()
    else if (what === 'nextStage' || what === 'lastStage') {
      const to = shown.stages[at + (what === 'nextStage' ? 1 : -1)]
      if (to) turnTo(to.id)
    } else if (what === 'pass') {
      if (shown.pass) dispatch({ type: 'pass', pass: (shown.pass.at % shown.pass.of) + 1 })
    } else if (what === 'generation') {
      if (late) dispatch({ type: 'generation', steps: (here.generation % shown.mostSteps) + 1 })
    } else if (!changes || !teaching.locked) dispatch({ type: what })
  }
  useKeys(command, lettersOn)

  return (
    <div className="walk">
      <header className="walk-head">
        <StepMap stops={shown.map} hidden={teaching.hiddenSteps} />
        <div>
          <p className="count">
            {shown.step === null ? 'A Diffusion Transformer by hand' : `Step ${shown.step} of 13`}
          </p>
          <h1>{shown.title}</h1>
          {lesson.id !== 'sora-is-sky' && <p className="lesson-name">lesson: {lesson.title}</p>}
        </div>
      </header>
      <article
        className="telling"
        onPointerOver={event =>
          setNear(
            event.target instanceof Element
              ? (event.target.closest<HTMLElement>('.named')?.dataset.name ?? null)
              : null,
          )
        }
        onPointerLeave={() => setNear(null)}
      >
        {notice && (
          <div className="notice" role="alert">
            <p>{notice}</p>
            <Tool onClick={walk.dismiss}>all right</Tool>
          </div>
        )}
        {!hidden && <WayBack stages={shown.stages} onTurn={turnTo} />}
        {hidden ? (
          <p>This step is hidden by the link that you followed.</p>
        ) : (
          <>
            <Words scene={told.scene} part="telling" hides={hides} written={told.written} asWritten={told.asWritten} />
            {stageAfter && (
              <p className="stage-turn no-print">
                <Button onClick={() => turnTo(stageAfter.id)}>{stageAfter.title} →</Button>
              </p>
            )}
          </>
        )}
      </article>
      {!hidden && (
        <section className="sheet" aria-label="Sheet">
          <div className="stays">
            <Toolbar
              scene={shown}
              state={here}
              heads={heads}
              uses={uses}
              late={late}
              leads={leads}
              plays={plays}
              playing={playing}
              onCommand={command}
              onPlace={go}
              onShare={() => setOpened('share')}
            />
            {says && <PromptPanel scene={shown} />}
            <div className="scroll paper">
              {shown.stage === 'learning' && !hides && <Learning facts={told.scene.facts} meanwhile={waiting} />}
              <Sheet
                key={shown.stage ?? ''}
                scene={shown}
                picked={here.cell}
                heads={heads}
                near={near}
                uses={uses}
                onHover={setHover}
                onPick={picked => {
                  setHover(null)
                  setPlaying(false)
                  dispatch({ type: 'pick', cell: picked })
                }}
                onEdit={(at, value, merge) => dispatch({ type: 'edit', edit: { cell: at, value }, merge })}
                onExplain={() => document.querySelector<HTMLElement>('.line .values .token')?.focus()}
              />
              {told.scene.generations.length > 0 && <Generations scene={told.scene} />}
              <OtherStages scene={shown} words={stages} />
              {!hides && <Pictures scene={told.scene} written={pictures} asWritten={told.untouched} />}
            </div>
          </div>
        </section>
      )}
      <div className="after">
        {!hidden && (
          <Words scene={told.scene} part="beyond" hides={hides} written={beyond} asWritten={told.asWritten} />
        )}
        <nav className="turn no-print" aria-label="Pages">
          {before && (
            <PlaceLink className="button" place={before.place} rel="prev">
              ← {before.title}
            </PlaceLink>
          )}
          {after && (
            <PlaceLink className="button strong" place={after.place} rel="next" ahead>
              {after.title} →
            </PlaceLink>
          )}
        </nav>
      </div>
      {playing && plays && <Player scene={shown} lettersOn={lettersOn} onClose={() => stopPlaying()} />}
      {!hidden && !(playing && plays) && (
        <LinePanel
          scene={shown}
          view={view}
          reason={reason}
          uses={uses}
          quiet={hover !== null || here.cell === null}
          leads={to => leads(stopAt(to).place)}
          onFollow={follow}
          onLeave={() => focusCell(cell)}
        >
          {cell && (
            <LineTools
              scene={shown}
              state={here}
              cell={cell}
              view={view}
              leads={leads}
              onWalk={walkTo}
              onReveal={key => setRevealed(new Set([...revealed, key]))}
            />
          )}
          {state.trail.length > 0 && <Tool onClick={back}>← return</Tool>}
        </LinePanel>
      )}
      {opened === 'help' && <Help onClose={close} lettersOn={lettersOn} onLetters={turnLetters} />}
      {opened === 'share' && <Share onClose={close} place={place} />}
    </div>
  )
}
