// Words and what they mean, a pair each; and tables.
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

interface TableProps {
  readonly caption?: ReactNode
  readonly heads: readonly string[]
  /** Each begins with its own head. */
  readonly rows: readonly (readonly ReactNode[])[]
  readonly className: string
}

/** A table that is no matrix. */
export const Table = ({ caption, heads, rows, className }: TableProps): ReactNode => (
  <table className={`table ${className}`}>
    {caption && <caption>{caption}</caption>}
    <thead>
      <tr>
        {heads.map(text => (
          <th key={text} scope="col">
            {text}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([head, ...cells], r) => (
        <tr key={r}>
          <th scope="row">{head}</th>
          {cells.map((cell, c) => (
            <td key={c}>{cell}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
