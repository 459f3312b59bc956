// Draws the ratios as a chart: bars from 1, where a peer is as fast as ours, whiskers from the 10th to the 90th percentile.
import { scaleLog } from 'd3-scale'
import type { Table } from './measure.ts'

const [left, right, top, step, gap, width] = [210, 60, 100, 22, 40, 860] as const

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const at = (value: number): string => value.toFixed(1)
const shown = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(2))

const style = `
  text { font: 13px system-ui, sans-serif; fill: #1d1d1f }
  .title { font-size: 17px; font-weight: 600 } .task { font-weight: 600 } .quiet { fill: #595960 }
  .ahead { fill: #2f6f9f } .behind { fill: #b3541e } .grid { stroke: #dcdce0 } .one { stroke: #1d1d1f } .whisker { stroke: #1d1d1f; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ececf0 } .quiet { fill: #a9a9b2 }
    .ahead { fill: #5aa2d6 } .behind { fill: #e58a52 } .grid { stroke: #3a3a40 } .one, .whisker { stroke: #ececf0 }
  }`

/** An SVG document, with a description for those who cannot see it. */
export function chart(tables: readonly Table[], caption: readonly string[]): string {
  const groups = tables.map(table => ({ ...table, bars: table.lines.filter(({ ours }) => ours !== undefined) }))
  const all = groups.flatMap(({ bars }) => bars.flatMap(({ ours }) => (ours ? [ours.low, ours.high] : [])))
  const domain: readonly [number, number] = [Math.min(0.5, ...all) / 1.1, Math.max(2, ...all) * 1.1]
  const x = scaleLog()
    .domain(domain)
    .range([left, width - right])
  const height = top + groups.reduce((total, { bars }) => total + gap + bars.length * step, 0) + 30
  const ticks = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].filter(tick => tick >= domain[0] && tick <= domain[1])
  const parts: string[] = []
  const description: string[] = []
  for (const tick of ticks) {
    const line = at(x(tick))
    parts.push(
      `<line class="${tick === 1 ? 'one' : 'grid'}" x1="${line}" x2="${line}" y1="${top}" y2="${height - 12}"/>`,
      `<text class="quiet" x="${line}" y="${top - 6}" text-anchor="middle">${tick} ×</text>`,
    )
  }
  let y = top
  for (const { where, task, bars } of groups) {
    y += gap
    parts.push(`<text class="task" x="16" y="${y - 8}">${escaped(`${where}: ${task}`)}</text>`)
    for (const { engine, ours } of bars) {
      if (!ours) continue
      const [from, to] = [Math.min(x(1), x(ours.median)), Math.max(x(1), x(ours.median))]
      const middle = y + step / 2
      const kind = ours.median >= 1 ? 'ahead' : 'behind'
      parts.push(
        `<text x="${left - 10}" y="${middle + 4}" text-anchor="end">${escaped(engine)}</text>`,
        `<rect class="${kind}" x="${at(from)}" y="${y + 4}" width="${at(to - from)}" height="${step - 8}" rx="2"/>`,
        `<path class="whisker" fill="none" d="M${at(x(ours.low))} ${middle}H${at(x(ours.high))}M${at(x(ours.low))} ${middle - 4}v8M${at(x(ours.high))} ${middle - 4}v8"/>`,
        `<text x="${at(Math.max(x(ours.high), x(1)) + 8)}" y="${middle + 4}">${shown(ours.median)}</text>`,
      )
      description.push(`${where}, ${task}: ${engine} ${shown(ours.median)}`)
      y += step
    }
  }
  const title = 'How many times as fast as each of them ours is'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">${title}</title>
<desc id="desc">${escaped(`${caption.join(' ')} ${description.join('; ')}.`)}</desc>
<style>${style}
</style>
<text class="title" x="16" y="26">${title}</text>
${caption.map((line, i) => `<text class="quiet" x="16" y="${46 + 18 * i}">${escaped(line)}</text>`).join('\n')}
${parts.join('\n')}
</svg>
`
}
