// The reason for a failure, from whatever was thrown.

/** The message of what was thrown. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
