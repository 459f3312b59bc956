// Verbs that agree with what a matrix is called: the latent is left out, the scores are.

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
