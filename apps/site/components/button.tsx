// The two buttons of the site: one that stands by itself, and a small one among tools; and the sign for playing.
import type { ComponentProps, ReactNode } from 'react'

type ButtonProps = Omit<ComponentProps<'button'>, 'type'>

/** @param props `strong` for what is done most */
export const Button = ({ strong = false, ...rest }: ButtonProps & { readonly strong?: boolean }): ReactNode => (
  <button type="button" className={strong ? 'button strong' : 'button'} {...rest} />
)

export const Tool = (props: ButtonProps): ReactNode => <button type="button" className="tool" {...props} />

/** The sign for playing, or for a pause. */
export const PlaySign = ({ playing = false }: { readonly playing?: boolean }): ReactNode => (
  <svg className="play-sign" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
    <path d={playing ? 'M2 1.5h3v9H2zM7 1.5h3v9H7z' : 'M2 1l9 5-9 5z'} />
  </svg>
)
