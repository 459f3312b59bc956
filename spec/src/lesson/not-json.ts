// Says of a text that should be JSON what it is instead, or where it goes wrong, as a person would who looks at it.

const token = /[ \t\r\n]*(?:[{}[\],:]|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y

/** What stands where JSON has something else, and what is said of it. */
const strange: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^(?:\/\/|\/\*|#)/, () => 'a comment begins here, and JSON has none'],
  [/^['‘’“”„]/, found => `${found} stands where JSON has "`],
  [/^"/, () => 'the text that begins here does not end'],
  [/^[+-]?[\p{L}_][\p{L}\d_]*/u, found => `${found.slice(0, 40)} is no value of JSON`],
]

/**
 * Why a text is not JSON, as a clause: that it is empty, a page of HTML, or what is wrong, with line and column.
 * @param error what `JSON.parse` threw, which is told where nothing plainer is known
 */
export function whyNotJson(text: string, error: SyntaxError): string {
  if (text === '') return 'it is empty'
  if (text.trim() === '') return 'it is blank: there are only spaces in it'
  if (/^\s*<[!?a-z]/i.test(text)) return 'it is a page of HTML or XML, perhaps saved by a browser in place of the file'
  if (/[\0\uFFFD]/.test(text)) return 'it is no text in UTF-8'
  let [end, depth, last] = [0, 0, '']
  for (token.lastIndex = 0; ; end = token.lastIndex) {
    const found = token.exec(text)?.[0].trim()
    if (found === undefined) break
    if (last === ',' && (found === '}' || found === ']'))
      return `a comma stands before ${found}, with nothing after it${placeOf(text, token.lastIndex)}`
    if (/[{[]/.test(found[0] ?? '')) depth++
    else if (/[}\]]/.test(found[0] ?? '')) depth--
    last = found
  }
  const rest = text.slice(end).trimStart()
  const place = placeOf(text, text.length - rest.length + 1)
  for (const [is, says] of strange) {
    const found = is.exec(rest)
    if (found) return `${says(found[0])}${place}`
  }
  if (rest === '' && depth > 0) return `it ends before its last { or [ is closed${place}`
  const [, position] = /position (\d+)/.exec(error.message) ?? []
  return position === undefined || /line \d+/.test(error.message)
    ? error.message
    : `${error.message}${placeOf(text, Number(position) + 1)}`
}

/** Line and column of the last of so many characters. */
function placeOf(text: string, count: number): string {
  const lines = text.slice(0, count).split('\n')
  return ` (line ${lines.length} column ${lines.at(-1)?.length})`
}

const lessonFields =
  'id title video patch encoder noise prompt timestep modulation attention feedForward decoder learningRate errata'.split(
    ' ',
  )

/** What JSON may be that somebody gives for something else, and how it is known. */
const kinds: { readonly [kind: string]: (has: (field: string) => boolean, fields: readonly string[]) => boolean } = {
  // With a matrix of a program's own beside its fields, it is what that program made of it.
  'a lesson': (has, fields) => has('video') && has('encoder') && fields.every(field => lessonFields.includes(field)),
  'a Jupyter notebook': has => has('nbformat'),
  'progress of practice': has => has('version') && has('works'),
  'a package.json': has => has('name') && has('version') && has('scripts'),
}

/** Of which other kind a value is that JSON held: "a lesson", "a Jupyter notebook"; undefined where it is of none of ours. */
export function kindOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) {
    const first = Array.isArray(value[0]) ? undefined : kindOf(value[0])
    return first && `a list, and in it ${first}`
  }
  const fields = Object.keys(value)
  return Object.keys(kinds).find(kind => kinds[kind]?.(field => fields.includes(field), fields))
}
