// What can be measured of a page's look.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** By how many pixels a page is wider than its window. */
export const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

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
