// Starter kits: an engine in each language that speaks the protocol, with thirteen functions to fill in.
import texts from '../../starters/files.json' with { type: 'json' }

/** One file of a kit: its path in the kit's folder, and its text. */
export interface StarterFile {
  readonly path: string
  readonly text: string
}

export interface Starter {
  /** Such as "Python with NumPy". */
  readonly title: string
  /** What must be installed to run it. */
  readonly needs: string
  /** Starts the engine, in the kit's folder. */
  readonly command: string
  readonly files: readonly StarterFile[]
}

const kits = {
  python: {
    title: 'Python with NumPy',
    needs: 'Python 3.9 or later, and NumPy (pip install numpy)',
    file: 'engine.py',
    command: 'python3 engine.py',
    /** Steps of a workflow that install what is needed. */
    setup: ["- uses: actions/setup-python@v5\n        with: { python-version: '3.12' }", '- run: pip install numpy'],
  },
  'python-plain': {
    title: 'plain Python',
    needs: 'Python 3.9 or later',
    file: 'engine.py',
    command: 'python3 engine.py',
    setup: ["- uses: actions/setup-python@v5\n        with: { python-version: '3.12' }"],
  },
  javascript: {
    title: 'JavaScript',
    needs: 'Node 20 or later',
    file: 'engine.mjs',
    command: 'node engine.mjs',
    setup: [],
  },
  java: {
    title: 'Java',
    needs: 'Java 17 or later (a JDK; nothing is built)',
    file: 'Engine.java',
    command: 'java Engine.java',
    setup: ["- uses: actions/setup-java@v4\n        with: { distribution: temurin, java-version: '21' }"],
  },
} as const

type Kit = (typeof kits)[StarterLanguage]
export type StarterLanguage = keyof typeof kits

/** Whether there is a kit for this language. */
export const isStarterLanguage = (text: string): text is StarterLanguage => Object.hasOwn(kits, text)

/** Every language with a kit. */
export const starterLanguages: readonly StarterLanguage[] = Object.keys(kits).filter(isStarterLanguage)

const readme = ({ title, needs, file, command }: Kit, dit: string): string => `# My Diffusion Transformer, in ${title}

\`${file}\` holds thirteen functions, one for each step of the walkthrough. None is written yet. It needs ${needs}.
\`LESSON.md\` says what a lesson holds.

Write them one after the other, and check up to where you are, in this folder:

\`\`\`sh
${dit} check --engine "${command}" --step 1
\`\`\`

The report says what to look at first, shows what was expected beside what you answered, and names the mistake where it
knows it. \`--save small.json\` keeps the smallest lesson that shows it; this opens it:

\`\`\`sh
${dit} walk --lesson small.json
\`\`\`

When step 13 is right, leave \`--step\` away: then everything is checked. \`.github/workflows/check.yml\` does so for each
push.

Numbers on the way to the judge: a whole number, or a text such as \`"2/3"\`, is exact. A decimal needs 17 digits, or it is
another number by the time it arrives: the JSON writers of Python, JavaScript and Java send them all, those of some
languages send 14.
`

/** A workflow that checks an engine on each push, with results as JUnit XML too. */
const workflow = ({
  command,
  setup,
}: Kit): string => `# Checks the engine on each push. Set the variable DIT_REPOSITORY (Settings, Variables) to the owner/name of the
# repository that holds dit. While you are building, add --step with the step you have reached.
name: check
on: [push, pull_request]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      - uses: actions/checkout@v4
      - uses: actions/checkout@v4
        with:
          repository: \${{ vars.DIT_REPOSITORY }}
          path: .dit
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
${setup.map(step => `      ${step}\n`).join('')}      - run: npm --prefix .dit start -- check --engine "${command}" --junit dit.xml
      - if: always()
        uses: actions/upload-artifact@v4
        with: { name: dit, path: dit.xml }
`

/**
 * The kit of a language.
 * @param dit the command that runs dit, from any folder
 */
export function starterOf(language: StarterLanguage, dit = 'dit'): Starter {
  const kit = kits[language]
  const { title, needs, file, command } = kit
  return {
    title,
    needs,
    command,
    files: [
      { path: file, text: texts[language].replaceAll('{{dit}}', dit) },
      { path: 'README.md', text: readme(kit, dit) },
      { path: 'LESSON.md', text: texts.lesson },
      { path: '.github/workflows/check.yml', text: workflow(kit) },
    ],
  }
}
