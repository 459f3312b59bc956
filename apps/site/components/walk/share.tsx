'use client'
// Links and files: the moment as a link, a link for a class, the lesson as a file, the view for a projector.
import { stepNumbers } from '@dit-by-hand/spec/names'
import { encode } from '@dit-by-hand/walkthrough/address'
import { addressOf } from '@dit-by-hand/walkthrough/arriving'
import type { Teaching } from '@dit-by-hand/walkthrough/teaching'
import type { Place } from '@dit-by-hand/walkthrough/telling'
import { type ReactNode, useId, useState } from 'react'
import { basePath, placeHref } from '../../lib/hrefs.ts'
import { saveLesson } from '../../lib/save.ts'
import { Button } from '../button.tsx'
import { useCopy } from '../copy.ts'
import { SiteLink } from '../site-link.tsx'
import { Dialog } from './dialog.tsx'
import { useWalk } from './provider.tsx'

interface ShareProps {
  readonly onClose: () => void
  readonly place: Place
}

/** A link to a place, whole, as it can be sent to others. */
const linkTo = (place: Place, fragment: string): string =>
  `${typeof location === 'undefined' ? '' : location.origin}${basePath}${placeHref(place, fragment)}`

export function Share({ onClose, place }: ShareProps): ReactNode {
  const walk = useWalk()
  const [teaching, setTeaching] = useState<Teaching>(walk.teaching)
  const [said, copy, hush] = useCopy()
  const id = useId()
  const now = walk.fragment()
  const link = linkTo(place, encode(addressOf(walk.state, walk.ref, teaching)))
  const set = (part: Partial<Teaching>): void => {
    setTeaching({ ...teaching, ...part })
    hush()
  }
  const { bound } = walk
  const check = (key: 'hideResults' | 'locked' | 'embed' | 'present', text: string): ReactNode => (
    <label className="check">
      <input
        type="checkbox"
        checked={teaching[key]}
        disabled={bound.locked && bound[key] && (key === 'locked' || key === 'hideResults')}
        onChange={event => set({ [key]: event.target.checked })}
      />{' '}
      {text}
    </label>
  )
  return (
    <Dialog title="Share this moment" onClose={onClose}>
      <p>
        The link contains the lesson, this page, the cell in focus and every change you made. Nothing is sent anywhere.
      </p>
      <fieldset className="options">
        <legend>For a class</legend>
        {bound.locked && <p className="muted">This link is locked: what it settles stays settled.</p>}
        {check('hideResults', 'hide computed numbers until they are asked for')}
        {check('locked', 'given numbers cannot be changed')}
        {check('embed', 'only the sheet, to embed in a page or slide')}
        {check('present', 'large type, for a projector')}
        <fieldset className="hide-steps">
          <legend className="vh">Steps to hide</legend>
          <span aria-hidden="true">hide steps</span>
          {stepNumbers.map(step => (
            <label key={step}>
              <input
                type="checkbox"
                checked={teaching.hiddenSteps.includes(step)}
                disabled={bound.locked && bound.hiddenSteps.includes(step)}
                onChange={event =>
                  set({
                    hiddenSteps: stepNumbers.filter(other =>
                      other === step ? event.target.checked : teaching.hiddenSteps.includes(other),
                    ),
                  })
                }
              />
              {step}
            </label>
          ))}
        </fieldset>
      </fieldset>
      <label className="link-label" htmlFor={`${id}-link`}>
        Link
      </label>
      <input id={`${id}-link`} className="link" readOnly value={link} onFocus={event => event.target.select()} />
      <p className="row">
        <Button strong onClick={() => copy(link)}>
          Copy link
        </Button>
        {teaching.embed && (
          <Button
            onClick={() =>
              copy(`<iframe src="${link}" title="A Diffusion Transformer by hand" width="900" height="600"></iframe>`)
            }
          >
            Copy frame
          </Button>
        )}
        <Button
          onClick={() => {
            walk.teach(teaching)
            onClose()
          }}
        >
          Try it here
        </Button>
        <span role="status">{said}</span>
      </p>
      <h3>Lesson</h3>
      <p className="row">
        <Button onClick={() => saveLesson(walk.lesson, walk.state.edits)}>Save as a file</Button>
        <SiteLink className="button" href={`/lessons/${now === '' ? '' : `#${now}`}`}>
          Open another
        </SiteLink>
      </p>
    </Dialog>
  )
}
