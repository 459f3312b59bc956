// Room for so many squares, there before anything is drawn: a width that no style in the page needs to say.
import type { ReactNode } from 'react'

interface StrutProps {
  readonly squares: number
  /** Where it stands. */
  readonly className: string
}

export const Strut = ({ squares, className }: StrutProps): ReactNode => (
  <svg className={`strut ${className}`} width={`${squares}em`} height="0" aria-hidden="true" />
)
