// Another prompt on the screen: words said more or less often, left out, or added with a vector; and what follows.
import { at, named } from '@dit-by-hand/graph/at'
import { showNumber } from '@dit-by-hand/graph/style'
import { promptNow } from '@dit-by-hand/walkthrough/edits'
import { type Prompt, whyNotPrompt } from '@dit-by-hand/walkthrough/prompt'
import type { Scene } from '@dit-by-hand/walkthrough/scene'
import { saidFrom } from '@dit-by-hand/walkthrough/typed'
import { pixelsOf } from './pictures/squares.ts'
import { blank, padEnd, printable, type Row, span, textWidth, wrapped } from './text.ts'
import { acted, type Panel, retyped, type Walk } from './walk.ts'

type PromptPanel = Extract<Panel, { kind: 'prompt' }>

const listed = ({ tour, lesson }: Walk) => promptNow(lesson, tour.edits)

/** The state after a key while the prompt is changed. */
export function whilePrompting(walk: Walk, panel: PromptPanel, key: string): Walk {
  if (panel.typed !== null) return typingWord(walk, panel, key)
  const { now, left } = listed(walk)
  const all = [...now, ...left]
  const chosen = at(all, Math.min(panel.at, all.length - 1), 'the words')
  const isSaid = now.includes(chosen)
  const shown = (change: Partial<PromptPanel>): Walk => ({ ...walk, panel: { ...panel, refused: null, ...change } })
  const say = (prompt: Prompt): Walk => saying(walk, panel, prompt, {})
  const often = (by: number): Walk =>
    say(
      now.map(said => (said === chosen ? { ...said, times: said.times + by } : said)).filter(({ times }) => times > 0),
    )
  switch (key) {
    case '↓':
    case 'j':
      return shown({ at: Math.min(all.length - 1, panel.at + 1) })
    case '↑':
    case 'k':
      return shown({ at: Math.max(0, panel.at - 1) })
    case '+':
    case '→':
    case 'l':
      return isSaid ? often(1) : say([...now, chosen])
    case '-':
    case '−':
    case '←':
    case 'h':
      return isSaid ? often(-1) : shown({})
    case 'Space':
      return isSaid ? say(now.filter(said => said !== chosen)) : say([...now, chosen])
    case 'a':
      return shown({ typed: '' })
    case 'u':
      return { ...acted(walk, { type: 'undo' }), panel }
    default:
      return key === 'Esc' || key === 'Enter' || key === 'q' || key === 'w' ? { ...walk, panel: null } : walk
  }
}

function typingWord(walk: Walk, panel: PromptPanel, key: string): Walk {
  const typed = panel.typed ?? ''
  const asking = (text: string | null, refused: string | null = null): Walk => ({
    ...walk,
    panel: { ...panel, typed: text, refused },
  })
  if (key === 'Esc') return asking(null)
  const more = retyped(typed, key, 60)
  if (more !== null) return asking(more)
  if (key !== 'Enter') return walk
  const { now } = listed(walk)
  const [word = '', ...numbers] = typed.trim().split(/\s+/)
  const said = saidFrom(word, numbers.join(' '))
  if ('why' in said) return asking(typed, said.why)
  return saying(walk, panel, [...now, said], { at: now.length, typed: null })
}

/** Another prompt, and what changes on the panel where the lesson can have it; else why it cannot. */
function saying(walk: Walk, panel: PromptPanel, prompt: Prompt, change: Partial<PromptPanel>): Walk {
  const why = whyNotPrompt(walk.lesson, prompt)
  return why === undefined
    ? { ...acted(walk, { type: 'edit', edit: { prompt } }), panel: { ...panel, refused: null, ...change } }
    : { ...walk, panel: { ...panel, refused: why } }
}

/** The words, how often each is said, and what follows from it. */
export function promptRows(walk: Walk, scene: Scene, panel: PromptPanel, width: number): readonly Row[] {
  const { now, left } = listed(walk)
  const all = [...now, ...left]
  const longest = Math.max(...all.map(({ word }) => textWidth(printable(word))))
  const words = all.map((said, i): Row => {
    const vector = said.vector.map(cell => String(cell).replace('-', '−')).join(' ')
    const times = i < now.length ? `×${said.times}` : 'left out'
    const text = `${padEnd(printable(said.word), longest)}  ${times.padEnd(9)} (${vector})`
    const here = i === Math.min(panel.at, all.length - 1)
    return here ? [span(`▸ ${text} `, 'here')] : [span(`  ${text}`, ...(i < now.length ? [] : (['quiet'] as const)))]
  })
  const { values, size } = scene.facts
  const line = (name: 'textEmbedding' | 'scale' | 'shift', title: string): Row => [
    span(`${title}: `, 'quiet'),
    span(named(values, name, 'the lesson').flat().map(showNumber).join(', ')),
  ]
  return [
    [span('The prompt ', 'title'), span(`“${printable(scene.lesson.prompt.text)}”`)],
    blank,
    ...words,
    blank,
    line('textEmbedding', 'text embedding'),
    line('scale', 'scale'),
    line('shift', 'shift'),
    blank,
    [span('generated video', 'title')],
    ...pixelsOf(named(values, 'generatedVideo', 'the lesson'), size.video.rows, width),
    blank,
    ...wrapped(
      [span('A repeated word adds its vector again: sky×2 is one word with twice the vector of sky.', 'quiet')],
      width,
    ),
  ]
}
