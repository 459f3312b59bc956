// The shapes of the small world as signed distances: how far, in pixels, a point is outside of each; negative inside.

/** Pixels from the middle of a shape, right and down. */
type Shape = (x: number, y: number) => number

const circle = (x: number, y: number, radius: number): number => Math.hypot(x, y) - radius

/** The signed distance to a line from (ax, ay) to (bx, by) that is 2·half thick. */
export function stroke(x: number, y: number, ax: number, ay: number, bx: number, by: number, half: number): number {
  const [dx, dy] = [bx - ax, by - ay]
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)))
  return Math.hypot(x - ax - along * dx, y - ay - along * dy) - half
}

/** A disc. */
export const disc: Shape = (x, y) => circle(x, y, 2.4)

/** Eight rays about the disc. */
export const rays: Shape = (x, y) => {
  const turn = Math.atan2(y, x) / (Math.PI / 4)
  const off = (turn - Math.round(turn)) * (Math.PI / 4)
  const far = Math.hypot(x, y)
  return stroke(far * Math.cos(off), far * Math.sin(off), 3.4, 0, 4.1, 0, 0.45)
}

/** A crescent, open to the right. */
export const crescent: Shape = (x, y) => Math.max(circle(x, y, 3.3), -circle(x - 1.7, y - 0.5, 2.7))

/** Three heaps on a flat base. */
export const heaps: Shape = (x, y) =>
  Math.max(Math.min(circle(x + 2.5, y - 0.4, 1.7), circle(x, y + 0.5, 2.5), circle(x - 2.7, y - 0.3, 1.8)), y - 1.6)

/** The shaded lower part of the heaps. */
export const foot: Shape = (x, y) => Math.max(heaps(x, y), 0.7 - y)

/** A star with four points; at size 1 they reach 3.6 pixels. */
export const points = (x: number, y: number, size: number): number =>
  (Math.abs(x) ** 0.68 + Math.abs(y) ** 0.68) ** (1 / 0.68) * 0.75 - 3 * size

/** Two wings and a body. @param lift from −1, wings nearly flat, to 1, tips high up */
export const wings = (x: number, y: number, lift: number): number => {
  const tip = -1.6 - 1.2 * lift
  return Math.min(stroke(Math.abs(x), y, 0, 0.8, 4.4, 0.8 + tip, 0.95), circle(x, y - 0.9, 1.3))
}
