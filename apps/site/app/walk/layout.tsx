// The frame of the walk: its state outlives the single page.
import { caseIds } from '@dit-by-hand/spec/cases'
import type { ReactNode } from 'react'
import { Shell } from '../../components/shell.tsx'
import { WalkProvider } from '../../components/walk/provider.tsx'
import { sora } from '../../lib/sora.ts'

export default function WalkLayout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Shell here="walk">
      <WalkProvider lesson={sora} cases={caseIds}>
        {children}
      </WalkProvider>
    </Shell>
  )
}
