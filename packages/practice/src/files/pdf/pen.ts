// A page to draw on: text in embedded faces, lines and fills, in points from the upper left; and what is text, and in
// which order, for who cannot see it.
import { memoByKey } from '@dit-by-hand/graph/memo'
import PDFDocument from 'pdfkit'
import { type Face, faceBytes, faceNames, runsOf } from './faces.ts'

export type Struct = PDFKit.PDFStructureElement

export interface TextStyle {
  readonly face: Face
  readonly size: number
  /** Six hexadecimal digits. */
  readonly color: string
}

const wordsOf = /(?<= )/

function withFaces(document: typeof PDFDocument.prototype): typeof PDFDocument.prototype {
  for (const face of faceNames) document.registerFont(face, Buffer.from(faceBytes(face)))
  return document
}

// Nothing is drawn on it: what is measured leaves no trace in a file, whether it was known before or not.
let ruler: typeof PDFDocument.prototype | undefined

/** How wide a word is with the space behind it, at a size of one point: nothing is kerned over a space. The same numbers and
 *  titles stand on every page. */
const wordWidth = memoByKey(
  (word: string, face: Face): number => {
    ruler ??= withFaces(new PDFDocument({ autoFirstPage: false, font: '' }))
    const set = ruler
    return runsOf(word, face).reduce((sum, run) => sum + set.font(run.face, 1).widthOfString(run.text), 0)
  },
  (word, face) => `${face} ${word}`,
  10_000,
)

/** Millimetres in points. */
export const mm = (length: number): number => (length * 72) / 25.4

export class Pen {
  readonly document: typeof PDFDocument.prototype
  private readonly chunks: Uint8Array[] = []
  private readonly ended: Promise<void>

  /** @param size width and height in points */
  constructor(title: string, size: readonly [number, number]) {
    this.document = new PDFDocument({
      size: [...size],
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      // No built-in face: it would be read from a file, and prints a minus as a quotation mark.
      font: '',
      tagged: true,
      lang: 'en',
      displayTitle: true,
      pdfVersion: '1.7',
      // A fixed day: what is made twice is the same twice.
      info: { Title: title, Creator: 'dit', Producer: 'dit', CreationDate: new Date(Date.UTC(2024, 0, 1)) },
    })
    withFaces(this.document)
    this.document.on('data', (chunk: Uint8Array) => this.chunks.push(chunk))
    this.ended = new Promise((resolve, reject) => {
      this.document.on('end', resolve)
      this.document.on('error', reject)
    })
  }

  async bytes(): Promise<Uint8Array> {
    this.document.end()
    await this.ended
    return Buffer.concat(this.chunks)
  }

  /** How wide a text is, in points. */
  width(text: string, { face, size }: TextStyle): number {
    return size * text.split(wordsOf).reduce((sum, word) => sum + wordWidth(word, face), 0)
  }

  /** Sets a text with its left end, its middle or its right end at x, on a baseline. */
  text(text: string, x: number, baseline: number, style: TextStyle, align: 'left' | 'middle' | 'right' = 'left'): void {
    const wide = align === 'left' ? 0 : this.width(text, style)
    let left = align === 'left' ? x : align === 'middle' ? x - wide / 2 : x - wide
    for (const run of runsOf(text, style.face)) {
      const set = this.document.font(run.face, style.size).fillColor(`#${style.color}`)
      set.text(run.text, left, baseline, { lineBreak: false, baseline: 'alphabetic' })
      left += this.width(run.text, { ...style, face: run.face })
    }
  }

  /** What is drawn as content of a structure element. @param said what is read instead of it */
  tagged(parent: Struct, type: string, draw: () => void, said?: string): void {
    const content = this.document.markStructureContent(type)
    draw()
    this.document.endMarkedContent()
    parent.add(this.document.struct(type, said === undefined ? {} : { actual: said }, [content]))
  }

  /** A structure element in which nothing stands yet. An empty place of the page belongs to it, or readers pass it by. */
  open(parent: Struct, type: string, said: string): void {
    const content = this.document.markStructureContent(type)
    this.document.endMarkedContent()
    parent.add(this.document.struct(type, { alt: said }, [content]))
  }

  /** What is drawn for the eye alone. */
  ornament(draw: () => void): void {
    this.document.markContent('Artifact', { type: 'Layout' })
    draw()
    this.document.endMarkedContent()
  }

  line(x1: number, y1: number, x2: number, y2: number, width: number, color: string): void {
    this.document.moveTo(x1, y1).lineTo(x2, y2).lineWidth(width).strokeColor(`#${color}`).stroke()
  }
}
