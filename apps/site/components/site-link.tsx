'use client'
// A link within the site: the page is changed, not loaded. A plain link where there is no JavaScript, and for every
// click that asks for a tab or window of its own.
import { useRouter } from 'next/navigation'
import { type ComponentProps, type MouseEvent, type ReactNode, useEffect } from 'react'
import { basePath } from '../lib/hrefs.ts'

export interface SiteLinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick' | 'target'> {
  /** From the root of the site, such as `/walk/encode/#…`. */
  readonly href: string
  /** The page is fetched before it is asked for. */
  readonly ahead?: boolean
}

const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey

export function SiteLink({ href, ahead = false, ...rest }: SiteLinkProps): ReactNode {
  const router = useRouter()
  const page = href.replace(/#.*/s, '')
  useEffect(() => {
    if (ahead) router.prefetch(page)
  }, [ahead, page, router])
  return (
    <a
      {...rest}
      href={`${basePath}${href}`}
      onClick={event => {
        if (!isPlain(event)) return
        event.preventDefault()
        router.push(href)
      }}
    />
  )
}
