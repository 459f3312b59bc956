// What each role looks like on paper: a colour, and a mark that needs none.
import { keysOf } from '@dit-by-hand/graph/at'
import type { Role } from '@dit-by-hand/walkthrough/matrices'
import type { Page } from './paper.ts'

export interface RoleLook {
  /** In a legend. */
  readonly words: string
  /** Beside a caption, or in a legend. */
  readonly mark: string
  /** Colours as six hexadecimal digits: behind a number, and of the line around it. */
  readonly fill: string
  readonly line: string
}

/** The colours are the site's for print: each number keeps a contrast of more than 4.5 to 1 with what is behind it. */
export const roles: { readonly [K in Role]: RoleLook } = {
  pixels: { words: 'pixels', mark: '[ ]', fill: 'FDF3CB', line: '7A5F00' },
  latent: { words: 'latent and what follows from it', mark: '( )', fill: 'E3F3DF', line: '2B5F28' },
  noise: { words: 'noise', mark: '⁙', fill: 'EFEFEF', line: '444444' },
  condition: { words: 'conditions, scale and shift', mark: '‖', fill: 'EFE8FA', line: '5D3792' },
  attention: { words: 'attention', mark: '◉', fill: 'DEF1F3', line: '105C66' },
  learnable: { words: 'learnable weights', mark: '✎', fill: 'FFFFFF', line: 'A81F1F' },
  frozen: { words: 'frozen weights', mark: '❄', fill: 'FFFFFF', line: '1C4A94' },
  training: { words: 'about the training', mark: 'η', fill: 'F4F1E8', line: '6B6658' },
}

export const roleNames: readonly Role[] = keysOf(roles)

/** The roles of what stands on a page, for its legend. */
export const rolesOn = ({ stations }: Page): readonly Role[] =>
  roleNames.filter(role => stations.some(({ matrices }) => matrices.some(matrix => matrix.role === role)))
