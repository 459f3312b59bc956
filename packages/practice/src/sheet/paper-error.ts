// What cannot be put on paper, or into cells, as it was asked.

/** The message says what does not fit, and what would. */
export class PaperError extends RangeError {
  override readonly name = 'PaperError'
}
