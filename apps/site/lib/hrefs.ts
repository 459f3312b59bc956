// Where the pages are.
import type { Place } from '@dit-by-hand/walkthrough/telling'

/** Under what path the site is served; '' at the root of its host. */
export const basePath: string = process.env.NEXT_PUBLIC_BASE_PATH ?? ''

/** The page of a place, with the state in its fragment. */
export const placeHref = (place: Place, fragment = ''): string =>
  `/walk/${place}/${fragment === '' ? '' : `#${fragment}`}`
