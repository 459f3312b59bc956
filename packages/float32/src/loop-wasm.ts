// Compiles a loop to WebAssembly: four cells at once, the last one to three one by one.
import { at, held } from '@dit-by-hand/graph/at'
import { type Loop, type Operand, type Phase, phasesOf, type Sink, type Term } from './loop.ts'
import { tanhNumbers, tanhOf } from './tanh-wasm.ts'
import { f32, i32, imported, op, type ValueType, v128, type Written } from './wasm-bytes.ts'

/** How many cells a term is computed for: four at once, or one. */
type Lanes = 'four' | 'one'

const bytes = 4

/** Writes a loop as a function that takes the byte offset of every operand, then the number of samples.
 *  @param fused whether the build has fused multiply–add */
export function writeLoop(loop: Loop, fused: boolean): Written {
  const { rows, columns, operands, terms, sinks } = loop
  const locals: ValueType[] = []
  const sample = operands.length
  const local = (type: ValueType): number => sample + locals.push(type)
  const [column, row] = [local(i32), local(i32)]
  const place = { four: terms.map(() => local(v128)), one: terms.map(() => local(f32)) }
  const sums = new Map(
    terms.flatMap((term, i) =>
      term.op === 'sum' ? [[i, { of: term.a, four: local(v128), one: local(f32) }] as const] : [],
    ),
  )
  const sumAt = (index: number) => held(sums, index, 'such sum in the loop')
  const whole = rows - (rows % 4)
  const numbers = terms.some(term => term.op === 'tanh') ? tanhNumbers : []
  const numberAt = numbers.map(() => local(v128))
  const [x, square] = [local(v128), local(v128)]
  const tanh = (): number[] => tanhOf(number => op.get(at(numberAt, numbers.indexOf(number))), x, square, fused)

  const value = (term: number, lanes: Lanes): number[] => op.get(at(place[lanes], term))
  const keep = (term: number, lanes: Lanes): number[] => op.set(at(place[lanes], term))
  const steps = (operand: number): Operand => at(operands, operand, 'the operands of a loop')
  const cell = (operand: number): number[] => [...op.get(operand), ...op.get(row), ...op.addWhole]

  const work = (term: Term, lanes: Lanes): number[] => {
    const by = op[lanes]
    const constant = (x: number): number[] => [...op.literal(x), ...(lanes === 'four' ? op.four.splat : [])]
    switch (term.op) {
      case 'read':
        return [...(term.byRow ? cell(term.operand) : op.get(term.operand)), ...by.load]
      case 'literal':
        return constant(term.value)
      case 'add':
      case 'mul':
        return [...value(term.a, lanes), ...value(term.b, lanes), ...by[term.op]]
      case 'inv':
        return [...constant(1), ...value(term.a, lanes), ...by.div]
      case 'sqrt':
        return [...value(term.a, lanes), ...by.sqrt]
      case 'relu':
        return [...value(term.a, lanes), ...constant(0), ...by.max]
      case 'step': {
        const above = [...value(term.a, lanes), ...constant(0), ...by.above]
        return lanes === 'four' ? [...above, ...constant(1), ...op.four.and] : [...above, ...op.toFloat]
      }
      case 'tanh':
      case 'sin':
      case 'cos': {
        const four = term.op === 'tanh' ? tanh() : op.call(imported.indexOf(`${term.op}4`))
        return lanes === 'four'
          ? [...value(term.a, lanes), ...four]
          : [...value(term.a, lanes), ...op.four.splat, ...four, ...op.four.lane(0)]
      }
      case 'sum':
        return []
    }
  }

  const put = ({ term, gather }: Sink, lanes: Lanes, address: readonly number[]): number[] => [
    ...address,
    ...(gather ? [...address, ...op[lanes].load, ...value(term, lanes), ...op[lanes].add] : value(term, lanes)),
    ...op[lanes].store,
  ]

  const inRows = (phase: Phase, lanes: Lanes): number[] => [
    ...phase.each.flatMap(index => [...work(at(terms, index), lanes), ...keep(index, lanes)]),
    ...phase.sums
      .map(sumAt)
      .flatMap(sum => [...op.get(sum[lanes]), ...value(sum.of, lanes), ...op[lanes].add, ...op.set(sum[lanes])]),
    ...phase.sinks.flatMap(sink => (steps(sink.operand).rowStep ? put(sink, lanes, cell(sink.operand)) : [])),
  ]

  /** Repeats a body for rows `from` up to `to`, `by` at a time. The row counter is in bytes. */
  const over = (from: number, to: number, by: number, body: readonly number[]): number[] =>
    to <= from || body.length === 0
      ? []
      : [
          ...op.number(from * bytes),
          ...op.set(row),
          ...op.loop,
          ...body,
          ...op.get(row),
          ...op.number(by * bytes),
          ...op.addWhole,
          ...op.tee(row),
          ...op.number(to * bytes),
          ...op.below,
          ...op.again,
          ...op.end,
        ]

  /** A number that is the same in a whole column, kept as one and as four lanes. */
  const spread = (index: number): number[] => [...value(index, 'one'), ...op.four.splat, ...keep(index, 'four')]
  const once = (index: number): number[] => [...work(at(terms, index), 'one'), ...keep(index, 'one'), ...spread(index)]
  const finish = (index: number): number[] => {
    const sum = sumAt(index)
    const lane = (i: number): number[] => [...op.get(sum.four), ...op.four.lane(i)]
    const pair = (i: number): number[] => [...lane(i), ...lane(i + 2), ...op.one.add]
    const total = [...pair(0), ...pair(1), ...op.one.add, ...op.get(sum.one), ...op.one.add]
    return [...total, ...keep(index, 'one'), ...spread(index)]
  }
  const pass = (phase: Phase): number[] => [
    ...phase.once.flatMap(once),
    ...phase.sums
      .map(sumAt)
      .flatMap(sum => [...op.literal(0), ...op.tee(sum.one), ...op.four.splat, ...op.set(sum.four)]),
    ...over(0, whole, 4, inRows(phase, 'four')),
    ...over(whole, rows, 1, inRows(phase, 'one')),
    ...phase.sums.flatMap(finish),
    ...phase.sinks.flatMap(sink => (steps(sink.operand).rowStep ? [] : put(sink, 'one', op.get(sink.operand)))),
  ]

  const move = (operand: number, by: number): number[] =>
    by === 0 ? [] : [...op.get(operand), ...op.number(by * bytes), ...op.addWhole, ...op.set(operand)]
  /** Repeats a body, counting a counter down to 0. */
  const repeat = (counter: number, body: readonly number[]): number[] => [
    ...op.loop,
    ...body,
    ...op.get(counter),
    ...op.number(1),
    ...op.subWhole,
    ...op.tee(counter),
    ...op.again,
    ...op.end,
  ]
  const forEachColumn = (body: readonly number[]): number[] => [
    ...op.number(columns),
    ...op.set(column),
    ...repeat(column, body),
  ]
  /** Clears the cells that a sink adds to. */
  const zero = ({ operand }: Sink): number[] => {
    const { rowStep, columnStep } = steps(operand)
    const nought = (lanes: Lanes): number[] => [
      ...(rowStep ? cell(operand) : op.get(operand)),
      ...op.literal(0),
      ...(lanes === 'four' ? op.four.splat : []),
      ...op[lanes].store,
    ]
    const down = rowStep
      ? [...over(0, whole, 4, nought('four')), ...over(whole, rows, 1, nought('one'))]
      : nought('one')
    if (columnStep === 0) return down
    return [...forEachColumn([...down, ...move(operand, columnStep)]), ...move(operand, -columns * columnStep)]
  }
  const gathers = sinks.filter(({ gather }) => gather)
  const everySample = (sink: Sink): boolean => steps(sink.operand).sampleStep > 0

  const eachColumn = [...phasesOf(loop).flatMap(pass), ...operands.flatMap(({ columnStep }, i) => move(i, columnStep))]
  const eachSample = [
    ...gathers.filter(everySample).flatMap(zero),
    ...forEachColumn(eachColumn),
    ...operands.flatMap(({ columnStep, sampleStep }, i) => move(i, sampleStep - columns * columnStep)),
  ]
  const body = [
    ...numbers.flatMap((number, i) => [...op.literal(number), ...op.four.splat, ...op.set(at(numberAt, i))]),
    ...gathers.filter(sink => !everySample(sink)).flatMap(zero),
    ...repeat(sample, eachSample),
  ]
  return { parameters: operands.length + 1, locals, body }
}
