// How much the tests of this room try: all of it with DIT_THOROUGH=1, as continuous integration does, a part in a short run.

/** Whether everything is tried. */
export const thorough: boolean = Boolean(process.env.DIT_THOROUGH)

/** How many seeds: many, or a few hundred. */
export const seeds = (many: number, few: number): readonly number[] =>
  Array.from({ length: thorough ? many : few }, (_, seed) => seed)
