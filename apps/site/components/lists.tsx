// Words and what they mean, a pair each; and the heads of a table.
import type { ReactNode } from 'react'

type Meaning = readonly [word: string, meaning: ReactNode]

export const Meanings = ({ of }: { readonly of: readonly Meaning[] }): ReactNode => (
  <dl className="meanings">
    {of.map(([word, meaning]) => (
      <div key={word}>
        <dt>{word}</dt>
        <dd>{meaning}</dd>
      </div>
    ))}
  </dl>
)

/** The head of each column. */
export const Heads = ({ of }: { readonly of: readonly string[] }): ReactNode => (
  <thead>
    <tr>
      {of.map(text => (
        <th key={text} scope="col">
          {text}
        </th>
      ))}
    </tr>
  </thead>
)
