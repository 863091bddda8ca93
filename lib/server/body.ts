import 'server-only'
import { ProblemError } from '../azure/problem-error.ts'

/** A secret is at most 25 KB; in JSON an escaped one may take more than twice that. Next itself would take 100 MB. */
const defaultMaxBytes = 64 * 1024
const maxDepth = 8

/**
 * The JSON of a request's body. Reading stops at the limit, whatever length was announced.
 * @param maxBytes more than 64 KB for the one route that takes a backup in
 * @throws invalid_request (400, 415 for another content type), payload_too_large (413)
 */
export async function readJsonBody(request: Request, maxBytes = defaultMaxBytes): Promise<unknown> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? '')) {
    throw new ProblemError(
      { code: 'invalid_request', message: 'The body must be JSON, with Content-Type: application/json.' },
      { status: 415 },
    )
  }
  const text = await readText(request, maxBytes)
  const body = parse(text)
  refuseOddities(body)
  return body
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw notJson()
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw notJson()
  }
}

/** No body of ours nests deeply or names a key like that. Without recursion: 64 KB can nest 30,000 levels. */
function refuseOddities(body: unknown): void {
  const pending: { value: unknown; depth: number }[] = [{ value: body, depth: 0 }]
  for (let item = pending.pop(); item; item = pending.pop()) {
    if (typeof item.value !== 'object' || item.value === null) continue
    if (item.depth >= maxDepth) throw invalid('The body nests too deeply.')
    if (Object.hasOwn(item.value, '__proto__')) throw invalid('“__proto__” cannot be used as a name.')
    for (const value of Object.values(item.value)) pending.push({ value, depth: item.depth + 1 })
  }
}

const invalid = (message: string) => new ProblemError({ code: 'invalid_request', message })
const notJson = () => invalid('The body is not valid JSON.')
const tooLarge = (maxBytes: number) =>
  new ProblemError({
    code: 'payload_too_large',
    message: `A request is at most ${maxBytes / 1024} KB long.`,
  })
