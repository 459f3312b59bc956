// What the browser keeps for the site.

/** Uses the browser's storage. Undefined where that is closed to a page, as it may be in a frame, or full. */
export function stored<T>(use: (store: Storage) => T): T | undefined {
  try {
    return use(window.localStorage)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}
