// A page of our own in Chromium, cross-origin isolated or not, that imports a module as it lies here.
import { chromium } from 'playwright-core'
import { chromiumPath, served } from './served.ts'

/**
 * What a function answers in the page.
 * @param isolated whether the page may share memory with workers
 * @param module such as `/float32/tests/run-small.ts`
 * @param call of what the module exports, such as `runSmall(2)`
 * @throws {Error} where there is no Chromium, or something in the page went wrong
 */
export async function onPage<T>(isolated: boolean, module: string, call: string): Promise<T> {
  if (chromiumPath === undefined) throw new Error('there is no Chromium on the PATH; CHROMIUM may say where one is')
  const { origin, close } = await served(isolated)
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const page = await browser.newPage()
    const problems: string[] = []
    page.on('pageerror', error => problems.push(error.message))
    await page.goto(origin)
    // As text: what the caller's own loader makes of an import means nothing in a page.
    const answer: T = await page.evaluate(`import('${module}').then(module => module.${call})`)
    if (problems.length > 0) throw new Error(problems.join('\n'))
    return answer
  } finally {
    await browser.close()
    close()
  }
}
