// A terminal's screen as HTML, made to be read on pale paper.
const [paper, ink] = ['#fbf8f1', '#1b212c']

/** The colours that a terminal has by default, and how they can be read on pale paper. */
const inks: { readonly [colour: string]: string | undefined } = {
  '#000000': paper, // on what is inverse
  '#BFBFBF': ink,
  '#2e3436': '#3a3f47',
  '#cc0000': '#b3201f',
  '#4e9a06': '#2f6d2f',
  '#c4a000': '#8a6a00',
  '#3465a4': '#2459ad',
  '#75507b': '#6e45a4',
  '#06989a': '#156b77',
  '#d3d7cf': '#7a7f87',
  '#555753': '#575d69',
  '#ef2929': '#c2312f',
  '#8ae234': '#3c7f3c',
  '#fce94f': '#9a7600',
  '#729fcf': '#2f68c4',
  '#ad7fa8': '#8154bd',
  '#34e2e2': '#1b7e8c',
  '#eeeeec': '#a9adb3',
}

/** A page that shows a screen as `terminal.ts` reads it. */
export const framed = (screen: string): string => `<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; background: #e9e6dd; display: inline-block; padding: 28px }
pre { margin: 0; background: ${paper}; padding: 18px 22px; border-radius: 8px; box-shadow: 0 1px 0 #c9c5ba, 0 8px 30px #0002 }
[style*="opacity"] { opacity: 0.62 !important }
pre > div { all: unset !important; color: ${ink} !important; font: 15px/1.22 "DejaVu Sans Mono", monospace !important }
</style>${screen.replace(/(?<=color: )#\w{6}/g, colour => inks[colour] ?? colour)}`
