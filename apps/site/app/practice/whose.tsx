// A link for a class is open: whose problem is it? Everybody has a number on the list, and a problem of their own.
import { type ReactNode, useState } from 'react'
import { WholeNumber } from '../../components/fields.tsx'
import type { Address } from './address.ts'

interface WhoseProps {
  readonly address: Address
  readonly onChoose: (number: number) => void
}

export function Whose({ address: { count }, onChoose }: WhoseProps): ReactNode {
  const [number, setNumber] = useState(1)
  return (
    <form
      className="practice-choosing"
      onSubmit={event => {
        event.preventDefault()
        onChoose(number)
      }}
    >
      <WholeNumber
        title={`your number on the list, 1 to ${count}`}
        least={1}
        most={count}
        value={number}
        onChoose={setNumber}
      />
      <button type="submit" className="button strong">
        Open my problem
      </button>
    </form>
  )
}
