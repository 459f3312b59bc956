'use client'
// The prompt: who, what it does, when; or, where a net knows other words, a line of text.
import {
  type Deed,
  deeds,
  isUnseen,
  type Prompt,
  prompts,
  promptText,
  readPrompt,
  type When,
  type Who,
  whens,
  whos,
} from '@dit-by-hand/video-dit/world/words'
import { type ReactNode, useId } from 'react'

/** What each can do. */
const can = (who: Who): readonly Deed[] => prompts.filter(each => each.who === who).map(({ deed }) => deed)

/** The prompt with another subject, and a deed that this one can do. */
function withWho(prompt: Prompt, who: Who): Prompt {
  const own = can(who)
  const deed = own.includes(prompt.deed) ? prompt.deed : own[0]
  if (deed === undefined) throw new RangeError(`the ${who} does nothing`)
  return { ...prompt, who, deed }
}

export const unseenMark = '◇'

interface WordsProps {
  readonly prompt: Prompt
  readonly onChoose: (prompt: Prompt) => void
}

export function Words({ prompt, onChoose }: WordsProps): ReactNode {
  const own = can(prompt.who)
  return (
    <div className="grow-words">
      <Chips<Who>
        title="Who"
        among={whos}
        chosen={prompt.who}
        isKept={who => own.includes(prompt.deed) && can(who).includes(prompt.deed) && isUnseen({ ...prompt, who })}
        onChoose={who => onChoose(withWho(prompt, who))}
      />
      <Chips<Deed>
        title="What it does"
        among={deeds}
        chosen={prompt.deed}
        isKept={deed => own.includes(deed) && isUnseen({ ...prompt, deed })}
        isPossible={deed => own.includes(deed)}
        onChoose={deed => onChoose({ ...prompt, deed })}
      />
      <Chips<When>
        title="When"
        among={whens}
        chosen={prompt.when}
        isKept={when => isUnseen({ ...prompt, when })}
        onChoose={when => onChoose({ ...prompt, when })}
      />
      <p className="grow-kept" aria-live="polite">
        {isUnseen(prompt) ? (
          <>
            <span className="grow-mark">{unseenMark}</span> No training clip showed “{promptText(prompt)}”: it knows the
            words from other prompts.
          </>
        ) : (
          <>
            Some training clips showed “{promptText(prompt)}”. <span className="grow-mark">{unseenMark}</span> marks
            words that would make a prompt it was never trained on.
          </>
        )}
      </p>
    </div>
  )
}

interface ChipsProps<Word extends string> {
  readonly title: string
  readonly among: readonly Word[]
  readonly chosen: Word
  readonly isKept?: (word: Word) => boolean
  readonly isPossible?: (word: Word) => boolean
  readonly say?: (word: Word) => string
  readonly onChoose: (word: Word) => void
}

/** One of a few words, as buttons that hold. */
export function Chips<Word extends string>({
  title,
  among,
  chosen,
  isKept = () => false,
  isPossible = () => true,
  say = String,
  onChoose,
}: ChipsProps<Word>): ReactNode {
  const name = useId()
  return (
    <fieldset className="grow-chips">
      <legend>{title}</legend>
      {among.map(word => (
        <label key={word} className="grow-chip">
          <input
            type="radio"
            name={name}
            className="vh"
            checked={word === chosen}
            disabled={!isPossible(word)}
            onChange={() => onChoose(word)}
          />
          <span>
            {say(word)}
            {isKept(word) && (
              <>
                {' '}
                <span className="grow-mark" aria-hidden="true">
                  {unseenMark}
                </span>
                <span className="vh">, never trained on together</span>
              </>
            )}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

interface OwnWordsProps {
  readonly text: string
  readonly vocabulary: readonly string[]
  readonly onType: (text: string) => void
}

/** For a net of other words than the small world's. */
export function OwnWords({ text, vocabulary, onType }: OwnWordsProps): ReactNode {
  const { unknown } = readPrompt(text, vocabulary)
  return (
    <div className="grow-words">
      <label className="field">
        Prompt
        <input type="text" value={text} onChange={({ target }) => onType(target.value)} />
      </label>
      <p className="grow-kept" aria-live="polite">
        {unknown.length > 0 ? `This network does not know ${unknown.map(word => `“${word}”`).join(', ')}. ` : ''}
        It knows {vocabulary.slice(0, -1).join(', ')}.
      </p>
    </div>
  )
}
