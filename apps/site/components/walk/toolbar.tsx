'use client'
// What can be done with a whole sheet: readings, changes taken back, what is shown, and what leads out of it.
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import type { PageCommand } from '@dit-by-hand/walkthrough/page-keys'
import { type Scene, stepOf } from '@dit-by-hand/walkthrough/scene'
import { type Place, places } from '@dit-by-hand/walkthrough/telling'
import type { Tour } from '@dit-by-hand/walkthrough/tour'
import type { ComponentProps, ReactNode } from 'react'
import { PlaySign, Tool } from '../button.tsx'
import { useWalk } from './provider.tsx'

interface ToolbarProps {
  readonly scene: Scene
  readonly state: Tour
  readonly heads: boolean
  readonly uses: boolean
  readonly late: boolean
  /** Whether a place can be gone to: not where the link hides its step. */
  readonly leads: (place: Place) => boolean
  /** Whether there is anything to be played, and whether it is. */
  readonly plays: boolean
  readonly playing: boolean
  readonly onCommand: (command: PageCommand) => void
  readonly onPlace: (place: Place) => void
  readonly onShare: () => void
}

interface ChoiceProps<T extends string | number> {
  readonly legend: string
  readonly seen?: string
  readonly options: readonly T[]
  readonly now: T
  readonly onChoose: (option: T) => void
}

/** A few options side by side, one of them pressed. */
function Choice<T extends string | number>({ legend, seen, options, now, onChoose }: ChoiceProps<T>): ReactNode {
  return (
    <fieldset className="switch">
      <legend className="vh">{legend}</legend>
      {seen && <span aria-hidden="true">{seen}</span>}
      {options.map(option => (
        <Tool key={option} aria-pressed={now === option} onClick={() => onChoose(option)}>
          {option}
        </Tool>
      ))}
    </fieldset>
  )
}

/** Where the readings part, and what that is to this page. */
function WhereMisprinted({ scene, leads, onPlace }: Pick<ToolbarProps, 'scene' | 'leads' | 'onPlace'>): ReactNode {
  return scene.misprints.map(({ id, place, matrix, row, column }) => {
    const [here, there] = [places.indexOf(scene.place), places.indexOf(place)]
    const cell = `${titleOf(matrix)}, row ${row}${column === 1 ? '' : `, column ${column}`}`
    const what = here < there ? 'The misprint changes nothing here.' : 'All that follows is computed from the misprint.'
    // The line of tools has room for the step; all of it is read aloud, and told where the mouse rests.
    const where = (
      <>
        {here < there && 'later, '}step {stepOf(place)}
        <span className="vh">, {cell}</span>
      </>
    )
    return (
      <span className="where" key={id} title={`${cell}. ${what}`}>
        <span aria-hidden="true">†</span>{' '}
        {here === there ? (
          cell
        ) : leads(place) ? (
          <button type="button" className="bare token" onClick={() => onPlace(place)}>
            {where}
          </button>
        ) : (
          where
        )}
        <span className="vh">. {what}</span>
      </span>
    )
  })
}

export function Toolbar(props: ToolbarProps): ReactNode {
  const { scene, state, heads, uses, late, onCommand } = props
  const { dispatch, teaching } = useWalk()
  const { mostSteps: most, pass } = scene
  const tool = (command: PageCommand, text: string, how: ComponentProps<typeof Tool>): ReactNode => (
    <Tool {...how} onClick={() => onCommand(command)}>
      {text}
    </Tool>
  )
  return (
    <div className="tools no-print">
      {props.plays && (
        <Tool className="tool play-step" aria-pressed={props.playing} onClick={() => onCommand('play')}>
          <PlaySign /> play<span className="vh"> this step</span>
        </Tool>
      )}
      {scene.misprints.length > 0 && (
        <div className="group">
          <Choice
            legend="Reading"
            options={['corrected', 'printed']}
            now={state.reading}
            onChoose={reading => dispatch({ type: 'reading', reading })}
          />
          <WhereMisprinted scene={scene} leads={props.leads} onPlace={props.onPlace} />
        </div>
      )}
      {teaching.locked ? (
        <div className="group where" title="by the link that you followed">
          numbers locked
        </div>
      ) : (
        <div className="group">
          {tool('undo', 'undo', { disabled: state.past.length === 0 })}
          {tool('redo', 'redo', { disabled: state.future.length === 0 })}
          {tool('reset', 'reset', { disabled: state.edits.length === 0 })}
        </div>
      )}
      <div className="group">
        {tool('slopes', '∂ gradients', { 'aria-pressed': state.slopes })}
        {tool('consumers', 'goes into', { 'aria-pressed': uses })}
        {tool('heads', 'labels', { 'aria-pressed': heads })}
        {scene.box && tool('box', 'query–key box', { 'aria-pressed': scene.box === 'open' })}
      </div>
      {late && most > 1 && (
        <Choice
          legend="Generation steps"
          seen="generate in"
          options={Array.from({ length: most }, (_, i) => i + 1)}
          now={state.generation}
          onChoose={steps => dispatch({ type: 'generation', steps })}
        />
      )}
      {pass && (
        <Choice
          legend="Generation step that is shown"
          seen={`shown, at t = ${pass.t}:`}
          options={Array.from({ length: pass.of }, (_, i) => i + 1)}
          now={pass.at}
          onChoose={pass => dispatch({ type: 'pass', pass })}
        />
      )}
      <div className="group out">
        <Tool onClick={props.onShare}>share</Tool>
        <Tool onClick={() => onCommand('help')} aria-label="Keys">
          ?
        </Tool>
      </div>
    </div>
  )
}
