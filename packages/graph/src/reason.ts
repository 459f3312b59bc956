// What went wrong, for whoever has to be told.

/** What was thrown, in its own words. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
