// In which encoding a text was saved: UTF-8, but UTF-16 where a program of Windows says so in its first two bytes.

/** The encoding of a text, as TextDecoder has it. PowerShell 5 writes what a program prints in UTF-16. */
export function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}
