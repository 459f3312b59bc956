// What can be measured of a page's look.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** By how many pixels a page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Buttons that a finger does not hit. */
export const narrow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.tool, .button')]
      .map(element => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box: { width, height } }) => width > 0 && Math.min(width, height) < 23.99)
      .map(({ element, box: { width, height } }) => `${element.textContent}: ${width}×${height}`),
  )

/** What may be the last on a sheet of paper, though something is said below it. */
export const parted = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main :is(h1, h2, h3, summary)')]
      .filter(element => getComputedStyle(element).breakAfter !== 'avoid')
      .map(element => `${element.textContent}`),
  )

/** Elements that move by themselves, or take time to change their look. */
export const moving = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter(element => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element)
        const lasts = (text: string): boolean => text.split(',').some(part => Number.parseFloat(part) > 0.001)
        return lasts(transitionDuration) || (animationName !== 'none' && lasts(animationDuration))
      })
      .map(element => `${element.tagName} ${element.getAttribute('class')}`),
  )

/** What axe objects to, as text. */
export async function objections(page: Page): Promise<readonly string[]> {
  // Legacy mode: there are no frames to look into, and so no second page is needed.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 5).map(node => `${id}: ${node.html}\n${node.failureSummary}`),
  )
}
