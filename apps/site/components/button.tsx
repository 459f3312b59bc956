// The two buttons of the site: one that stands by itself, and a small one among tools.
import type { ComponentProps, ReactNode } from 'react'

type ButtonProps = Omit<ComponentProps<'button'>, 'type'>

/** @param props `strong` for what is done most */
export const Button = ({ strong = false, ...rest }: ButtonProps & { readonly strong?: boolean }): ReactNode => (
  <button type="button" className={strong ? 'button strong' : 'button'} {...rest} />
)

export const Tool = (props: ButtonProps): ReactNode => <button type="button" className="tool" {...props} />
