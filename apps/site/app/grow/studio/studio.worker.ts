// The studio in a worker of its own: the page stays free while nets learn.
import { expose } from 'comlink'
import { openStudio } from './studio.ts'

/** A turn for messages, without the pause that timers add. */
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
port1.addEventListener('message', () => waiting.shift()?.())
port1.start()
const turn = (): Promise<void> =>
  new Promise(resolve => {
    waiting.push(resolve)
    port2.postMessage(null)
  })

expose(openStudio({ turn }))
