// What is asked of the reader: a file to be opened, and a word before something is lost.
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

interface OpenFileProps {
  readonly accept: string
  readonly onFile: (file: File) => void
  readonly children: ReactNode
}

/** A file of the reader's. The same may be chosen again. */
export const OpenFile = ({ accept, onFile, children }: OpenFileProps): ReactNode => (
  <label className="button">
    {children}
    <input
      type="file"
      accept={accept}
      className="vh"
      onChange={({ target }) => {
        const [file] = target.files ?? []
        if (file) onFile(file)
        target.value = ''
      }}
    />
  </label>
)

interface AskedProps {
  readonly title: string
  readonly question: string
  /** What is done, and what is not, in a word or two. */
  readonly yes: string
  readonly no: string
  /** Whether it is to be done. */
  readonly onAnswer: (isYes: boolean) => void
}

/** What is asked before something is lost. */
export const Asked = ({ title, question, yes, no, onAnswer }: AskedProps): ReactNode => (
  <p role="alertdialog" aria-label={title} className="asked">
    {question}{' '}
    <Button strong onClick={() => onAnswer(true)}>
      {yes}
    </Button>{' '}
    <Button onClick={() => onAnswer(false)}>{no}</Button>
  </p>
)
