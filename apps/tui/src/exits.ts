// What the end of a command means.

/** Exit codes: fine, an engine was wrong or crashed, what was asked cannot be done, a mistake of dit's own. */
export const exits = { fine: 0, wrong: 1, usage: 2, broken: 70 } as const

/** How a command that does not simply end well says so. */
export type Done = (code: number) => void
