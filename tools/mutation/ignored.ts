// What is mutated nowhere: the words of `at`, `held` and `named`, said only where something is missing that the types promise.

/** As much of a place in the syntax tree as is looked at here. */
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
