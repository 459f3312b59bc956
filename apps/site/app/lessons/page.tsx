// Lessons: open any of the specification, with what goes into it and what comes out; start from a blank one, load a file, save what you have.
import { work } from '@dit-by-hand/core/lesson'
import { at, named } from '@dit-by-hand/graph/at'
import { caseIds, cases, flags } from '@dit-by-hand/spec/cases'
import type { Lesson } from '@dit-by-hand/spec/format'
import { titleOf } from '@dit-by-hand/walkthrough/matrices'
import { largestOf } from '@dit-by-hand/walkthrough/pictures/scale'
import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { LessonTools } from '../../components/lessons/tools.tsx'
import { Shell } from '../../components/shell.tsx'
import { SiteLink } from '../../components/site-link.tsx'
import { FrameStrip } from '../../components/strip.tsx'
import { basePath, placeHref } from '../../lib/hrefs.ts'

export const metadata: Metadata = { title: 'Lessons' }

export default function LessonsPage(): ReactNode {
  return (
    <Shell here="lessons">
      <div className="page lessons">
        <h1>Lessons</h1>
        <p className="lead">
          A lesson is one worked example: a video, the weights, a prompt and the noise. Open one, change it, or bring
          your own. <SiteLink href="/lessons/format/">The format</SiteLink> lists every field, with its meaning and an
          example.
        </p>
        <noscript>
          <p>
            Walking through another lesson needs JavaScript, which is switched off here: a link opens the walkthrough’s
            own.
          </p>
        </noscript>
        <LessonTools cases={caseIds} />
        <h2>From the specification</h2>
        <ul className="cases">
          {cases().map(({ id, comment, good, flags: marks, lesson }) => (
            <li key={id}>
              {/* A plain link: the walk reads its address when it is opened. */}
              <h3>
                <a href={`${basePath}${placeHref('opening', id === 'sora-is-sky' ? '' : `v1&lesson=${id}`)}`}>
                  {lesson.title}
                </a>{' '}
                <code>{id}</code>
              </h3>
              <Films lesson={lesson} />
              <p>
                {comment} <span className="good">Good for {good}.</span>
              </p>
              <p className="muted">
                {marks.map(mark => (
                  <span key={mark} className="flag" title={flags[mark]}>
                    {mark.replaceAll('-', ' ')}
                  </span>
                ))}
                <a href={`${basePath}/lessons/${id}.json`} download aria-label={`file of ${id}`}>
                  file
                </a>
              </p>
            </li>
          ))}
        </ul>
      </div>
    </Shell>
  )
}

/** The video of a lesson, and the one that its model makes, each as bright as it can be. */
function Films({ lesson }: { readonly lesson: Lesson }): ReactNode {
  const { values } = work(lesson)
  return (
    <dl className="case-films">
      {(['video', 'generatedVideo'] as const).map(name => {
        const video = named(values, name, lesson.id)
        return (
          <div key={name}>
            <dt>{name === 'video' ? 'in' : 'out'}</dt>
            <dd>
              <FrameStrip
                title={titleOf(name)}
                video={video}
                rows={at(lesson.video, 0, 'the video').length}
                brightest={largestOf(video)}
              />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
