// A copy of a node ends at its replacements, and has inputs of its own only where they are given new names.
import { expect, it } from 'vitest'
import { copyOf } from '../src/copy.ts'
import * as ops from '../src/ops.ts'

const [x, W, z] = [ops.input('x', [2, 2]), ops.input('W', [2, 2]), ops.input('z', [2, 2])]
const bent = ops.relu(x)
const root = ops.matmul(W, bent)

it('takes replacements as they are, and shares every other input', () => {
  const copy = copyOf(root, new Map([[bent, z]]))
  expect(copy.root).toMatchObject({ op: 'matmul', shape: [2, 2] })
  expect(copy.root.src[0]).toBe(W)
  expect(copy.root.src[1]).toBe(z)
  // What lies below a replacement is not copied.
  expect([...copy.made.keys()]).toEqual([bent, W, root])
})

it('is the node itself where nothing is replaced', () => {
  expect(copyOf(root, new Map()).root).toBe(root)
})

it('gives inputs new names, of the same shape, and leaves those alone whose name stays', () => {
  const copy = copyOf(root, new Map(), name => (name === 'W' ? 'block2.W' : name))
  expect(copy.root.src[0]).toMatchObject({ op: 'input', arg: { name: 'block2.W' }, shape: [2, 2] })
  expect(copy.root.src[1]).toBe(bent)
})
