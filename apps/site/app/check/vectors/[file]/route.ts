// The vectors as files: /check/vectors/index.json names them all.
import { archiveName, bodyOf, names } from '../files.ts'

export const dynamic = 'force-static'
export const dynamicParams = false

export const generateStaticParams = (): { readonly file: string }[] => names.map(file => ({ file }))

export async function GET(
  _: Request,
  { params }: { readonly params: Promise<{ readonly file: string }> },
): Promise<Response> {
  const { file } = await params
  const text = file.endsWith('.json') ? 'application/json' : 'text/x-python'
  const type = file === archiveName ? 'application/x-tar' : `${text}; charset=utf-8`
  return new Response(await bodyOf(file), { headers: { 'content-type': type } })
}
