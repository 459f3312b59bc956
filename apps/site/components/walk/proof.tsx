'use client'
// The proof of a gradient: loaded when the first is asked for.
import { proofOf } from '@dit-by-hand/walkthrough/proof'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import type { ReactNode } from 'react'

export function Proof({ scene }: { readonly scene: Scene }): ReactNode {
  const proof = proofOf(scene)
  return proof && <p className="proof">{proof.text}</p>
}
