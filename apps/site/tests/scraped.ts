// The numbers of a page, read off its tables as a reader would, and held against the oracle's.
import type { Page } from 'playwright-core'

/** Rows of cells as they are shown, by the name of their matrix. The frames of a video stand one under the other. */
export interface Scraped {
  readonly [name: string]: readonly (readonly string[])[]
}

/** The matrices of a page. A matrix that stands there more than once must say the same each time. */
export async function scrape(page: Page, within = 'body'): Promise<Scraped> {
  const found = await page.evaluate(
    root =>
      [...document.querySelectorAll<HTMLElement>(`${root} [data-matrix]`)].map(block => ({
        name: block.dataset.matrix ?? '',
        rows: [...block.querySelectorAll('tbody tr')].map(row =>
          [...row.querySelectorAll<HTMLElement>('td[data-value]')].map(cell => cell.dataset.value ?? ''),
        ),
      })),
    within,
  )
  const byName: { [name: string]: readonly (readonly string[])[] } = {}
  for (const { name, rows } of found) {
    const before = byName[name]
    if (before && JSON.stringify(before) !== JSON.stringify(rows))
      throw new Error(`the page shows two different ${name}`)
    byName[name] = rows
  }
  return byName
}

type Cell = number | string

const plain = (text: string): string => text.replace(/−/g, '-')

const numberOf = (text: string): number => {
  const [top = '', bottom = '1'] = plain(text).split('/')
  return Number(top) / Number(bottom)
}

/** Whether a number is shown rightly: whole numbers and fractions to the digit, decimals as far as they are shown. */
export function showsRightly(shown: string, cell: Cell): boolean {
  if (typeof cell === 'string' || Number.isInteger(cell)) return plain(shown) === String(cell)
  const room = shown.includes('e') ? Math.abs(cell) * 5.1e-4 : 5.1e-5
  return Math.abs(numberOf(shown) - cell) <= room
}

/** Every cell of a matrix that is not as it should be, as sentences. */
export function wrongIn(
  name: string,
  shown: readonly (readonly string[])[],
  expected: readonly (readonly Cell[])[],
): readonly string[] {
  const [rows, columns] = [shown.length, shown[0]?.length ?? 0]
  if (rows !== expected.length || columns !== (expected[0]?.length ?? 0))
    return [`${name} is shown ${rows}×${columns}; it should be ${expected.length}×${expected[0]?.length ?? 0}`]
  return expected.flatMap((cells, r) =>
    cells.flatMap((cell, c) => {
      const text = shown[r]?.[c] ?? ''
      return showsRightly(text, cell)
        ? []
        : [`${name}, row ${r + 1}, column ${c + 1} shows ${text}; it should be ${cell}`]
    }),
  )
}
