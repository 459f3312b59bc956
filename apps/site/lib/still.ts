// Whether the reader wants nothing to move.
export const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches
