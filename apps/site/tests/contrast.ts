// The contrast of every number in a matrix with what is behind it, from computed styles.
import type { Page } from 'playwright-core'

export interface Contrast {
  /** Where the number stands and how it looks. */
  readonly what: string
  readonly text: string
  readonly ink: string
  readonly ground: string
  /** WCAG 2 contrast ratio, 1 to 21. */
  readonly ratio: number
}

/** The least contrast of each kind of number (role, lit or not, changed, struck …) on a page. */
export function contrastOf(page: Page): Promise<readonly Contrast[]> {
  return page.evaluate(() => {
    type Color = readonly [red: number, green: number, blue: number, alpha: number]
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (!canvas) throw new Error('there is no canvas to read colours with')
    canvas.canvas.width = 1
    canvas.canvas.height = 1
    const known = new Map<string, Color>()
    const colorOf = (text: string): Color => {
      const before = known.get(text)
      if (before) return before
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = text
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
      const color: Color = [red, green, blue, alpha / 255]
      known.set(text, color)
      return color
    }
    const over = (top: Color, below: Color): Color => {
      const mix = (a: number, b: number): number => a * top[3] + b * (1 - top[3])
      return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1]
    }
    const light = ([red, green, blue]: Color): number => {
      const linear = (value: number): number =>
        value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
    const white: Color = [255, 255, 255, 1]
    const seen = new Map<Element, readonly Color[]>()
    /** All colours that can be behind an element: its own ground, and that with each colour of a pattern on it. */
    const grounds = (at: Element | null): readonly Color[] => {
      if (!at) return [white]
      const before = seen.get(at)
      if (before) return before
      const { backgroundColor, backgroundImage } = getComputedStyle(at)
      const color = colorOf(backgroundColor)
      const plain = color[3] === 1 ? [color] : grounds(at.parentElement).map(below => over(color, below))
      const drawn = (backgroundImage.match(/(?:rgba?|color|oklch|oklab|hsla?)\([^()]*\)/g) ?? [])
        .map(colorOf)
        .filter(([, , , alpha]) => alpha > 0)
      const found = [...plain, ...drawn.flatMap(top => plain.map(below => over(top, below)))]
      seen.set(at, found)
      return found
    }
    const least = new Map<string, Contrast>()
    for (const cell of document.querySelectorAll('td[data-value]')) {
      const role = cell.closest('table')?.className ?? ''
      for (const part of cell.querySelectorAll('button, .still, .num, .num span:not(.over), .dagger s')) {
        if (!part.checkVisibility() || part.textContent === '') continue
        const opacity = (at: Element | null): number =>
          at ? Number(getComputedStyle(at).opacity) * opacity(at.parentElement) : 1
        const [red, green, blue, alpha] = colorOf(getComputedStyle(part).color)
        const what = `${role} / ${cell.className} / ${part.className}`
        for (const ground of grounds(part)) {
          const ink = over([red, green, blue, alpha * opacity(part)], ground)
          const [a, b] = [light(ink), light(ground)]
          const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
          if (ratio >= (least.get(what)?.ratio ?? 99)) continue
          const shown = (color: Color): string => color.slice(0, 3).map(Math.round).join(' ')
          least.set(what, { what, text: part.textContent ?? '', ink: shown(ink), ground: shown(ground), ratio })
        }
      }
    }
    return [...least.values()]
  })
}
