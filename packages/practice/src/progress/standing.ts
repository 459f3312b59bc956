// How far a learner has come with an exercise, in words: told on coming back, after a step, and at the end.
import { slugOf } from '@dit-by-hand/spec/names'
import { tellingOf } from '@dit-by-hand/walkthrough/steps'
import type { Posed, Task } from '../exercise/exercise.ts'
import { fieldsOf } from '../marking/fields.ts'
import { type Difficulty, difficulties } from '../problem/problem.ts'
import { hintsAt, type Work } from './progress.ts'

/** The tasks that are done, and those of them that were done without a hint or a look at the answer. */
function standingOf(posed: Posed, work: Work): { readonly done: readonly Task[]; readonly alone: readonly Task[] } {
  const done = posed.tasks.filter(({ id }) => work.done.includes(id))
  const isAlone = (task: Task): boolean =>
    !work.revealed.includes(task.id) && fieldsOf(task, posed).every(({ id }) => hintsAt(work, id) === 0)
  return { done, alone: done.filter(isAlone) }
}

/** Nothing is said of none. */
const onOwn = (alone: number, done: number): string =>
  alone === 0 ? '' : `, ${alone === done ? (done === 1 ? '' : 'all ') : `${alone} of them `}on your own`

/** What is told who comes back; null where nothing is done yet, or nothing is left to do. */
export function welcomeBack(posed: Posed, work: Work): string | null {
  const { done, alone } = standingOf(posed, work)
  const next = posed.tasks[work.at] ?? posed.tasks.find(({ id }) => !work.done.includes(id))
  if (done.length === 0 || done.length === posed.tasks.length || !next) return null
  const counts = `${done.length} of ${posed.tasks.length} tasks done${onOwn(alone.length, done.length)}`
  return `Welcome back: ${counts}. You are at step ${next.step}: ${tellingOf(slugOf(next.step)).title}.`
}

/** What is told when a task is whole; of a step that is done with it, how many are left. */
export function wholeTask(posed: Posed, work: Work, task: Task): string {
  // Beside a misprint that is found, guesses may stand that are not right.
  const says = task.kind === 'misprint' ? 'The misprint is put right.' : 'All of this is right.'
  const left = posed.tasks.filter(({ id }) => id !== task.id && !work.done.includes(id))
  if (left.length === 0 || left.some(({ step }) => step === task.step)) return says
  const steps = new Set(left.map(({ step }) => step)).size
  return `${says} Step ${task.step} is done, ${steps === 1 ? 'one is' : `${steps} are`} left.`
}

/** What is told at the end of an exercise. */
export function finished(posed: Posed, work: Work): string {
  const { done, alone } = standingOf(posed, work)
  const isWalk = posed.exercise.kind === 'walk'
  const what = isWalk
    ? 'You have worked a whole Diffusion Transformer by hand: a video in, every gradient, and a video out'
    : 'The exercise is finished'
  const harder = alone.length === done.length ? harderThan(posed.problem.difficulty) : undefined
  const next = harder ? ` You are ready for a harder one: ${harder}.` : ''
  return `${what}. ${done.length === 1 ? 'One task' : `${done.length} tasks`}${onOwn(alone.length, done.length)}.${next}`
}

const harderThan = (difficulty: Difficulty): Difficulty | undefined =>
  difficulties[difficulties.indexOf(difficulty) + 1]
