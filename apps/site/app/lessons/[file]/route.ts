// The lessons of the specification as files: what links open, and what a reader may keep.
import { caseIds, caseOf, isCaseId } from '@dit-by-hand/spec/cases'

interface Context {
  readonly params: Promise<{ readonly file: string }>
}

export const dynamic = 'force-static'

export function generateStaticParams(): { file: string }[] {
  return caseIds.map(id => ({ file: `${id}.json` }))
}

export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const id = (await params).file.replace(/\.json$/, '')
  return isCaseId(id) ? Response.json(caseOf(id).lesson) : new Response('no such lesson', { status: 404 })
}
