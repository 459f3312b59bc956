// Rows as CSV, for a grade book.

/** With a byte order mark, without which Excel garbles names. */
export const csvOf = (rows: readonly (readonly (string | number | boolean)[])[]): string =>
  `\uFEFF${rows.map(row => `${row.map(cell => field(String(cell))).join(',')}\r\n`).join('')}`

/** A field as RFC 4180 has it; what a spreadsheet would take for a formula is text. */
function field(text: string): string {
  const safe = /^[=+@\t-]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
