// What a class handed in, one file after the other: one that cannot be judged keeps no other from it.
import { symbolOf, titleOf } from '@dit-by-hand/walkthrough/matrices'
import { exits } from './exits.ts'
import { UsageError } from './io.ts'

export interface Refused {
  readonly file: string
  /** Why it cannot be judged. */
  readonly refused: string
}

/** What is told of one file. */
export interface Told {
  readonly file: string
  readonly isRight: boolean
  readonly lines: readonly string[]
  /** The matrices in which something is wrong. */
  readonly wrong: readonly string[]
}

/** Each file judged, in their order, or why it is not. */
export async function eachOf<T>(
  files: readonly string[],
  judge: (file: string) => Promise<T>,
): Promise<readonly (T | Refused)[]> {
  const all: (T | Refused)[] = []
  for (const file of files)
    all.push(
      await judge(file).catch((error: unknown) => {
        if (error instanceof UsageError) return { file, refused: error.message }
        throw error
      }),
    )
  return all
}

function tally(all: readonly (Told | Refused)[]) {
  const refused = all.filter(each => 'refused' in each).length
  const right = all.filter(each => 'lines' in each && each.isRight).length
  return { right, not: all.length - right - refused, refused }
}

export function codeOf(all: readonly (Told | Refused)[]): number {
  const { not, refused } = tally(all)
  return refused > 0 ? exits.usage : not > 0 ? exits.wrong : exits.fine
}

/** The same without the file's name, where that stands beside it. */
export const whyNot = ({ file, refused }: Refused): string => refused.replace(`${file} `, '')

/** How many matrices are named, of those that most have not right. */
const mostNamed = 5

/** Why a file is not judged, with its name before it. */
const refusal = ({ file, refused }: Refused): readonly string[] => {
  const [first = '', ...rest] = refused.split('\n')
  return [first.startsWith(file) ? first : `${file}: ${first}`, ...rest.map(line => `  ${line}`)]
}

/** How the files of a class are spoken of: "Most often wrong: latent Z on 2 sheets.", "1 not marked". */
export interface Words {
  readonly many: string
  readonly on: string
  readonly marked: string
}

/** The lines of each file, then how many are right, and where most go wrong. */
export function classLines(all: readonly (Told | Refused)[], { many, on, marked }: Words): readonly string[] {
  const { right, not, refused } = tally(all)
  const wrong = all.flatMap(each => ('lines' in each ? [...new Set(each.wrong)] : []))
  const often = [...Map.groupBy(wrong, name => name)]
    .map(([name, times]) => [name, times.length] as const)
    .filter(([, count]) => count > 1)
    .sort(([, a], [, b]) => b - a)
    .slice(0, mostNamed)
    .map(([name, count], i) => `${titleOf(name)} ${symbolOf(name)} ${on} ${count}${i === 0 ? ` ${many}` : ''}`)
  return [
    ...all.flatMap(each => ('refused' in each ? refusal(each) : each.lines)),
    `${all.length} ${many}: ${right} all right, ${not} not yet${refused === 0 ? '' : `, ${refused} not ${marked}`}.`,
    ...(often.length === 0 ? [] : [`Most often wrong: ${often.join(', ')}.`]),
  ]
}
