// Slips of a matrix as a teacher says them, their verbs agreeing with what it is called: the latent is left out, the scores are.

const plurals = [
  'word vectors',
  'patches',
  'scale and shift',
  'queries',
  'keys',
  'scores',
  'pixels before ReLU',
  'decoded patches',
] as const
const forms: { readonly [singular: string]: string } = { is: 'are', takes: 'take', lies: 'lie', stands: 'stand' }
const pattern = new RegExp(`^(the (?:${plurals.join('|')})(?: transposed)?) (${Object.keys(forms).join('|')})\\b`, 'i')

/** A sentence about one matrix, its verb in the plural where what the matrix is called is one. */
export const agreed = (says: string): string =>
  says.replace(pattern, (_, of: string, verb: string) => `${of} ${forms[verb]}`)

const wordings: readonly (readonly [RegExp, string])[] = [
  [/^it holds (.*)$/, '$1 is taken instead of $0'],
  [
    /^it is answered as it was printed, with its misprint$/,
    'the misprint of the article is taken over (see the errata)',
  ],
  [/^its numbers are rounded/, 'it is rounded'],
  [/ to whole ones$/, ' to whole numbers'],
  [/the error squared/, 'the squared errors'],
  [/row of the sum of /, 'row of '],
]

/** A slip of a matrix as a teacher says it of one number. @param of what the matrix is called: "the queries" */
export const taught = (says: string, of: string): string =>
  agreed(wordings.reduce((text, [from, to]) => text.replace(from, to.replace('$0', of)), says))
