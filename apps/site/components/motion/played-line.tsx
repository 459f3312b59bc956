// The line of arithmetic while a step is played: terms appear as they are added, and what there is so far.
import { showNumber } from '@dit-by-hand/graph/style'
import type { Token } from '@dit-by-hand/graph/text'
import { shortName } from '@dit-by-hand/walkthrough/line'
import type { Moment } from '@dit-by-hand/walkthrough/motion'
import type { ReactNode } from 'react'
import { Num } from '../number.tsx'
import { CellName } from '../walk/line.tsx'

const Printed = ({ of }: { readonly of: readonly Token[] }): ReactNode =>
  of.map(({ text, cell, idle }, i) => (
    <span key={`${i} ${text}`} {...(idle && { className: 'idle' })}>
      {cell ? <Num text={text} /> : text}
    </span>
  ))

export function PlayedLine({ moment }: { readonly moment: Moment }): ReactNode {
  const { now, added, beat } = moment
  const done = beat !== null && moment.landed > 0 && moment.progress >= 1 && moment.term.length === 0
  const all = added >= now.terms.length
  const last = now.terms[added - 1]
  const soFar = last === undefined ? '' : showNumber(all ? now.result : last.sum)
  return (
    <p className="values played" aria-hidden="true">
      <CellName text={shortName(now.cell)} /> ={' '}
      <span className={all || now.together !== 'sum' ? '' : 'wrap'}>
        <Printed of={now.before} />
      </span>
      {now.terms.map(({ tokens }, i) => (
        <span key={i} className={i < added ? 'added' : 'ahead'} data-term={i}>
          <Printed of={tokens} />
        </span>
      ))}
      <Printed of={now.after} /> ={' '}
      <strong className={all ? 'result' : 'result so-far'} data-landing={done}>
        {soFar === '' ? '…' : <Num text={soFar} />}
      </strong>
    </p>
  )
}
