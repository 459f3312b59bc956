// What is never mutated: the texts passed to `at`, `held` and `named`, which show only where something promised is missing.

/** The parts of a path in the syntax tree that are used here. */
interface Place {
  readonly node: { readonly type: string }
  readonly parent?: { readonly type: string; readonly callee?: { readonly name?: string } }
}

export const strykerPlugins: readonly unknown[] = [
  {
    kind: 'Ignore',
    name: 'words',
    value: {
      shouldIgnore({ node, parent }: Place): string | undefined {
        if (!/^(String|Template)Literal$/.test(node.type) || parent?.type !== 'CallExpression') return undefined
        return /^(at|held|named)$/.test(parent.callee?.name ?? '') ? 'said only where something is missing' : undefined
      },
    },
  },
]
