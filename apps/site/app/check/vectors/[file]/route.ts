// The vectors as files: /check/vectors/index.json names them all.
import { names, textOf } from '../files.ts'

export const dynamic = 'force-static'
export const dynamicParams = false

export const generateStaticParams = (): { readonly file: string }[] => names.map(file => ({ file }))

export async function GET(
  _: Request,
  { params }: { readonly params: Promise<{ readonly file: string }> },
): Promise<Response> {
  const { file } = await params
  const type = file.endsWith('.json') ? 'application/json' : 'text/x-python'
  return new Response(textOf(file), { headers: { 'content-type': `${type}; charset=utf-8` } })
}
