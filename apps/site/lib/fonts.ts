// The two faces, served by ourselves. They never delay a page: where they are not there at once, the system's stand in.
import localFont from 'next/font/local'

const prose = localFont({
  src: '../node_modules/@fontsource-variable/literata/files/literata-latin-wght-normal.woff2',
  weight: '200 900',
  display: 'optional',
  variable: '--face-prose',
  adjustFontFallback: 'Times New Roman',
})

const figures = localFont({
  src: '../node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
  weight: '200 900',
  display: 'optional',
  variable: '--face-figures',
  adjustFontFallback: 'Arial',
})

const greek = localFont({
  src: '../node_modules/@fontsource-variable/literata/files/literata-greek-wght-normal.woff2',
  weight: '200 900',
  display: 'optional',
  variable: '--face-greek',
  adjustFontFallback: false,
  preload: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0370-03FF' }],
})

// For running text, fetched where there is any, and slanted where it does not come at once. Symbols stay slanted: its capitals
// are all but upright.
const italic = localFont({
  src: '../node_modules/@fontsource-variable/literata/files/literata-latin-wght-italic.woff2',
  weight: '200 900',
  style: 'italic',
  display: 'optional',
  variable: '--face-italic',
  adjustFontFallback: false,
  preload: false,
})

/** The classes that bring the faces to a page. */
export const faces = [prose, figures, greek, italic].map(({ variable }) => variable).join(' ')
