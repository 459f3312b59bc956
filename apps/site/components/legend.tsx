// What colours and marks mean, the same on every sheet.
import type { ReactNode } from 'react'
import { RoleMark, roles, roleWords } from './marks.tsx'

export function Legend(): ReactNode {
  return (
    <section className="legend" aria-label="Legend">
      <ul>
        {roles.map(role => (
          <li key={role}>
            <span className={`swatch role-${role}`}>
              <RoleMark role={role} spoken={false} />
            </span>{' '}
            {roleWords[role]}
          </li>
        ))}
        <li>
          <span className="sign-mark">†</span> misprint
        </li>
        <li>
          <span className="sign-mark">●</span> from the article <span className="sign-mark">◐</span> from the exercise{' '}
          <span className="sign-mark">○</span> reconstructed
        </li>
      </ul>
    </section>
  )
}
