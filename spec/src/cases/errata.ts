// The errata of the article and the exercise: what was printed, what is true, and why. A test checks them against the schema.
import file from '../../cases/errata.json' with { type: 'json' }
import type { Step } from '../lesson/names.ts'
import type { Erratum } from './errata-schema.ts'

export type { ClaimErratum, Erratum, MisprintErratum, WordingErratum } from './errata-schema.ts'

const all = file as readonly Erratum[]

/** All errata, misprints first. */
export const errata = (): readonly Erratum[] => all

/** The erratum with this id; a misprint has the id that the lesson uses. */
export const erratumOf = (id: string): Erratum | undefined => errata().find(erratum => erratum.id === id)

/** The errata to be shown at a step (1–13). */
export const errataAt = (step: Step): readonly Erratum[] => errata().filter(erratum => erratum.step === step)
