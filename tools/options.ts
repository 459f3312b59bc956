// Reads the options of a command; an unknown one is reported in one line, with those there are.
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** The options given to this program. Ends it with code 2 where one is not in the list. */
export function optionsOf<const T extends NonNullable<ParseArgsConfig['options']>>(
  options: T,
): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ options }).values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const names = Object.entries(options).map(([name, { type }]) => `--${name}${type === 'string' ? ' …' : ''}`)
    console.error(`${error.message.split('. ')[0]}. There are ${names.join(', ')}.`)
    process.exit(2)
  }
}
