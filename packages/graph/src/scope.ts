// Naming the nodes while a model is built: each name is a path such as `block0.attention.scores` and has a node of its own.
import { named } from './at.ts'
import type { Net, Node, Shape } from './graph.ts'
import { input, same } from './ops.ts'

/** How a parameter is initialised. */
export type Init =
  | { readonly kind: 'zeros' }
  /** Normal, around 0. */
  | { readonly kind: 'normal'; readonly deviation: number }
  /** Uniform in ±√(6/(rows + columns)) (Glorot & Bengio 2010, section 4.2.1). */
  | { readonly kind: 'xavier' }
  /** Given from outside: a lesson, a checkpoint. */
  | { readonly kind: 'brought' }

/** Begins at 0: biases, and what a branch adds at first. */
export const zeros: Init = { kind: 'zeros' }

/** A matrix that is learned. */
export interface Parameter {
  readonly name: string
  readonly shape: Shape
  readonly init: Init
  /** Whether weight decay applies: not to biases, nor to tables of norms or positions. */
  readonly decay: boolean
}

export type ParameterOptions = Omit<Parameter, 'name' | 'shape'>

/** A prefix for names: `scores` within `attention` within `block0` is `block0.attention.scores`. */
export interface Scope<Name extends string = string> {
  /** Names a node, and returns the node to build on: where it already has a name, a new `same` node that has this one.
   *  @throws {RangeError} where the name is taken */
  name(as: Name, node: Node): Node
  /** A matrix given from outside. */
  input(as: Name, shape: Shape): Node
  /** A matrix that is learned. */
  parameter(as: Name, shape: Shape, options: ParameterOptions): Node
  /** The scope below this one. */
  within(part: string): Scope
  /** Everything named so far, here and below. */
  readonly net: Net<Name>
  readonly parameters: readonly Parameter[]
}

/** What names the stages of a composite. */
export type Naming = Pick<Scope, 'name'>

/** Leaves every node without a name. */
export const nameless: Naming = { name: (_as, node) => node }

/** The scope of a new model: no prefix, nothing named yet. */
export function scope<Name extends string = string>(): Scope<Name> {
  const nodes = new Map<string, Node>()
  const bearers = new Set<Node>()
  const parameters: Parameter[] = []
  const at = (path: string): Scope => {
    const full = (as: string): string => (path === '' ? as : `${path}.${as}`)
    const name = (as: string, node: Node): Node => {
      if (nodes.has(full(as))) throw new RangeError(`there are two matrices called ${full(as)}`)
      const own = bearers.has(node) ? same(node) : node
      nodes.set(full(as), own)
      bearers.add(own)
      return own
    }
    return {
      name,
      input: (as, shape) => name(as, input(full(as), shape)),
      parameter(as, shape, options) {
        parameters.push({ name: full(as), shape, ...options })
        return name(as, input(full(as), shape))
      },
      within: part => at(full(part)),
      get net() {
        return Object.fromEntries(nodes)
      },
      get parameters() {
        return [...parameters]
      },
    }
  }
  return at('')
}

/** The number of cells in all these matrices: of parameters, of weights. */
export const countOf = (matrices: readonly Pick<Parameter, 'shape'>[]): number =>
  matrices.reduce((total, { shape: [rows, columns] }) => total + rows * columns, 0)

/** The nodes with these names, such as {@link gradient} asks for. @throws {RangeError} where the net has no such name */
export function pick<Name extends string>(net: Net, names: readonly Name[]): { readonly [K in Name]: Node } {
  return Object.fromEntries(names.map(name => [name, named(net, name)])) as { readonly [K in Name]: Node }
}
