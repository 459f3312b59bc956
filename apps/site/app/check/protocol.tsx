// How an engine in any language is checked: the conversation of lines, its version, and a first engine to start from.
import { type Claim, claims } from '@dit-by-hand/spec/engine'
import { protocolVersion } from '@dit-by-hand/spec/protocol'
import type { ReactNode } from 'react'
import { Meanings } from '../../components/lists.tsx'
import { Scrolling } from '../../components/scrolling.tsx'
import { Download } from './case-table.tsx'
import { conversation } from './conversation.ts'

const meanings: { readonly [K in Claim]: ReactNode } = {
  forward: 'every matrix except the two kinds below',
  slopes: (
    <>
      the matrices whose names begin with <code>d_</code>
    </>
  ),
  update: (
    <>
      the matrices whose names end with <code>After</code>
    </>
  ),
  hard: 'lessons where attention goes to the largest score',
  softmax: 'lessons where attention is a softmax',
  printed: 'the printed reading, for lessons with a misprint',
}

const verdicts: readonly (readonly [verdict: string, meaning: string])[] = [
  ['passed', 'the answer is right: exactly, or to nine decimals where softmax makes decimals'],
  [
    'wrong',
    'a matrix is not what it should be; the message names the matrix, the cell, what was expected and what was found',
  ],
  ['skipped', 'the engine does not claim it, or says that it does not do it'],
  ['crashed', 'the engine died, hung, reported an error, or sent nonsense'],
]

const firstEngine = `import json, sys

def work(lesson, reading):
    t, bits = lesson["timestep"]["t"], lesson["timestep"]["bits"]
    return {"timeEmbedding": [[t >> bit & 1] for bit in reversed(range(bits))]}

for line in sys.stdin:
    request = json.loads(line)
    if request["command"] == "bye":
        break
    if request["command"] == "hello":
        reply = {"name": "my engine", "protocol": ${protocolVersion}, "claims": ["forward"]}
    else:
        reply = {"values": work(request["lesson"], request["reading"])}
    print(json.dumps({"id": request["id"], **reply}), flush=True)
`

function Listing({ children, label }: { readonly children: ReactNode; readonly label: string }): ReactNode {
  return (
    <Scrolling className="spec-listing" label={label}>
      <pre>
        <code>{children}</code>
      </pre>
    </Scrolling>
  )
}

export async function Protocol(): Promise<ReactNode> {
  const said = await conversation()
  return (
    <>
      <p>
        Any program that reads lines and prints lines can be an engine. In a clone of the repository, one command checks
        it:
      </p>
      <Listing label="The command">{'npm start -- check --engine "python3 my_engine.py"'}</Listing>
      <p>Each check has one of four results:</p>
      <Meanings of={verdicts} />
      <details className="spec-part">
        <summary>
          <h3>The protocol, version {protocolVersion}</h3>{' '}
          <span className="muted">one JSON object per line, in each direction</span>
        </summary>
        <p>
          There is one JSON object per line, in UTF-8, in each direction, and one request at a time. Every request has
          an <code>id</code>, and its reply repeats it. Flush after every line, and print nothing else to standard
          output. Here the engine behind this site answers (→ is the judge, ← the engine; dots stand for what is left
          out):
        </p>
        <Listing label="A conversation">{said}</Listing>
        <p>
          <code>hello</code> comes first; <code>claims</code> says what the engine does; without it, everything is
          claimed. <code>answer</code> hands over a lesson and a reading, which is <code>corrected</code> or{' '}
          <code>printed</code>. The reply has <code>values</code>, or <code>skipped</code> or <code>error</code> with a
          reason. A cell is an integer, a fraction in quotes such as <code>"3/8"</code>, or a decimal where softmax
          makes one. <code>bye</code> ends it.
        </p>
        <Meanings of={claims.map(claim => [claim, meanings[claim]])} />
      </details>
      <details className="spec-part">
        <summary>
          <h3>A first engine</h3> <span className="muted">in Python, to start from</span>
        </summary>
        <p>It knows one matrix. The judge will name the others, in the order in which to write them.</p>
        <Listing label="A first engine in Python">{firstEngine}</Listing>
        <p>
          And a complete one: <Download file="plain.py">plain.py</Download>, the second engine, in plain Python with
          only its standard library. It passes every check, and is meant to be read.
        </p>
      </details>
    </>
  )
}
