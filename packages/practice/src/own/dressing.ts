// What only says how numbers are held or laid out, taken from a text before its arrays are looked for.

/** Each is replaced, in this order. */
const dressing: readonly (readonly [RegExp, string])[] = [
  [/[\u2212\u2012\u2013]/g, '-'],
  // What libraries put around arrays and single numbers.
  [/torch\.Size\(\[[^\]]*\]\)|\[ \w+Type\{[\d,]*\} \]|Parameter containing:/g, ''],
  [/<tf\.(?:Tensor|Variable)\b[^>]{0,200}?numpy=([^>]*)>/g, '$1'],
  [/\bFraction\(\s*([+-]?\d+)\s*,\s*(\d+)\s*\)/g, '$1/$2'],
  [/,\s*(?:dtype|device|grad_fn|requires_grad|layout|shape)\s*=\s*(?:<[^>]*>|'[^']*'|\([^)]*\)|[\w.]+)/g, ''],
  [/\b(?:[a-z]+\.)?(?:tensor|array|float\d+|u?int\d+)\(\s*([-+\d.e]+)\s*\)/gi, '$1'],
  [/\b(?:Any|Real|Rational\{\w+\}|(?:Float|U?Int)\d+(?:Array\(\d+\))?) ?(?=\[)/g, ''],
  [/(\d)\/\/(?=\d)/g, '$1/'],
  [/(\.\d+)f0/g, '$1'],
  [/(\.\d+)(?:\*\^|f(?=-?\d))/g, '$1e'],
  // TeX, and the braces of Mathematica and C.
  [/\\[dt]?frac\{([+-]?\d+)\}\{(\d+)\}/g, '$1/$2'],
  [/\\begin\{[a-z]*matrix\}/g, '['],
  [/\\end\{[a-z]*matrix\}/g, ']'],
  [/\\\\/g, ';'],
  [/\{(?=\s*[-+.\d{])/g, '['],
  [/\}/g, ']'],
  // What loggers write before a message, and IPython before a value.
  [/^.*\b(?:DEBUG|INFO|WARNING)\b[\]: \t-]*(?:\w+:(?=\w))?/gm, ''],
  [/^(?:In |Out)\[\d+\]: ?/gm, ''],
  // Tables drawn with lines, and brackets that are.
  [/^[ \t]*[|+┌├└╞╔╠╚][-=:|+─┬┼┴┐┤┘═╤╪╧╗╣╝╡╦╬╩ \t]*\n/gm, ''],
  [/⎢\s*⎥|\(index\)/g, '       '],
  [/[⎡╭]/g, '['],
  [/[⎤⎥]/g, ';'],
  [/⎦/g, ']'],
  [/[|│║┆⎢⎣]/g, ' '],
  // Sizes and types, as pandas, polars, tibbles, Julia and Octave write them.
  [/^\[\d+ rows x \d+ columns\]$|^shape: \(.*\)$|^# A tibble.*$|^Diagonal Matrix$/gm, ''],
  [/^\S+[ \t]+([-+\d.e]+)\n(?=(?:\S+[ \t]+[-+\d.e]+\n){0,30}(?:Name: .*, )?dtype: \w+$)/gm, '$1\n'],
  [/^(?:Name: .*, )?dtype: \w+$/gm, ''],
  [/^[ \t]*(?:(?:<\w+>|---|[fiu]\d+)[ \t]*){2,}\n/gm, ''],
  [/^[ \t]*\d+(?:(?:[x×]\d+)+|-element) .*:[ \t]*$/gm, ''],
  [/\\$/gm, ''],
  // Slices and cells by their indices, as Fortran, MATLAB, R and Julia count them.
  [/(\w)\(((?::, ?)+\d+|\d+, ?:|\d+, ?\d+(?=\) *= *[-+.\d]))\)/g, '$1[$2]'],
  [/^(?:, , (\d+)|\[:, :, (\d+)\] =)$/gm, '§$1$2'],
  // R numbers rows and columns in brackets, and where a line goes on.
  [/\[,(\d+)\]/g, ' c$1'],
  [/^[ \t]*\[(\d+),\]/gm, 'r$1'],
  [/\n[ \t]*\[(?!1\])\d+\](?=[ \t]+[-+\d.])/g, ' '],
  [/^[ \t]*\[1\](?=[ \t]+[-+\d.])/gm, ''],
]

/** Rows of a spreadsheet where a comma is the point: 0,5 and 1,25 with a tab between them. */
const pointed = (line: string): string =>
  /\t|\d[ ;]+[-+]?\d/.test(line) && !/,\s|,\d+,|[[\]]/.test(line) ? line.replace(/(\d),(?=\d)/g, '$1.') : line

/** The numbers of a text, and the words before them. */
export const undressed = (text: string): string =>
  dressing.reduce((left, [what, by]) => left.replace(what, by), text.replace(/\r\n/g, '\n')).replace(/.+/g, pointed)
