// A region that may be wider than the page: it scrolls by itself, with the keyboard too.
import type { ReactNode } from 'react'

interface Props {
  /** What is in it, for those who do not see it. */
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

export const Scrolling = ({ label, className = '', children }: Props): ReactNode => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable with the keyboard
  <section className={`scrolling ${className}`} aria-label={label} tabIndex={0}>
    {children}
  </section>
)
