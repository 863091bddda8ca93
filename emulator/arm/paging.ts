import { ArmError } from '../errors.ts'

const pageSize = 1000

/**
 * One page of a list in Resource Manager's shape. `$top` asks for fewer; `nextLink` keeps the authority that the client
 * used, so that clients with and without a port can follow it.
 */
export function page<Item>(items: Item[], url: URL): { value: Item[]; nextLink?: string } {
  const top = positiveInteger(url.searchParams.get('$top')) ?? pageSize
  const start = positiveInteger(url.searchParams.get('$skiptoken')) ?? 0
  const end = start + Math.min(top, pageSize)
  if (end >= items.length) return { value: items.slice(start) }
  const next = new URL(url)
  next.searchParams.set('$skiptoken', String(end))
  return { value: items.slice(start, end), nextLink: next.href }
}

function positiveInteger(text: string | null): number | undefined {
  if (text === null) return undefined
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text)
  throw new ArmError(400, 'InvalidQueryParameter', `The value '${text}' of a paging parameter is not valid.`)
}
