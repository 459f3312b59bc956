// A worker for one piece of work: made when it begins, ended by the next, by its last news or with the page.
import { useCallback, useEffect, useRef } from 'react'

interface Working<News> {
  readonly make: () => Worker
  /** What it tells. @returns whether that was the last */
  readonly onNews: (news: News) => boolean
  /** It could not be loaded, or it broke. */
  readonly onBreak: (message: string) => void
}

/** `begin` gives an order to a new worker, and `end` ends it at once, whatever it is doing. */
export function useWorker<Order, News>({ make, onNews, onBreak }: Working<News>) {
  const worker = useRef<Worker | null>(null)
  const end = useCallback((): void => {
    worker.current?.terminate()
    worker.current = null
  }, [])
  useEffect(() => end, [end])
  const begin = (order: Order): void => {
    end()
    const mine = make()
    worker.current = mine
    mine.addEventListener('message', ({ data }: MessageEvent<News>) => {
      if (worker.current === mine && onNews(data)) end()
    })
    mine.addEventListener('error', ({ message }) => {
      onBreak(message || 'the judge could not be loaded')
      end()
    })
    mine.postMessage(order)
  }
  return { begin, end }
}
