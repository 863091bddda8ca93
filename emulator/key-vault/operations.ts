import { certificateOperations } from './certificate-operations.ts'
import { keyOperations } from './key-operations.ts'
import type { KeyVaultOperation } from './operation.ts'
import { secretOperations } from './secret-operations.ts'

/** Every operation of Key Vault's data plane: nothing is answered that is not in here. */
export const operations: readonly KeyVaultOperation[] = [
  ...secretOperations,
  ...keyOperations,
  ...certificateOperations,
]

export interface Match {
  operation: KeyVaultOperation
  name: string
  version: string
}

interface Route {
  operation: KeyVaultOperation
  segments: string[]
}

/** A version may be left out: the current one is meant. */
const routes: Route[] = operations.flatMap((operation) => {
  const segments = segmentsOf(operation.path)
  const current = segments.filter((one) => !one.endsWith('-version}'))
  return [{ operation, segments }, ...(current.length < segments.length ? [{ operation, segments: current }] : [])]
})

const routesByMethod = Map.groupBy(routes, ({ operation }) => operation.method)

/** Finds the operation of a request; a path's own words win over names, as in `/secrets/restore`. */
export function matchOperation(method: string, pathname: string): Match | undefined {
  const segments = segmentsOf(pathname)
  const matches = (routesByMethod.get(method as KeyVaultOperation['method']) ?? []) // an unknown method finds nothing
    .filter((one) => fits(one.segments, segments))
    .sort((left, right) => literals(right.segments) - literals(left.segments))
  const best = matches[0]
  if (!best) return undefined
  const at = (suffix: string) => {
    const index = best.segments.findIndex((one) => one.endsWith(suffix))
    return index < 0 ? '' : decoded(segments[index] ?? '')
  }
  return { operation: best.operation, name: at('-name}'), version: at('-version}').toLowerCase() }
}

/** The audit name of a request, for calls that never reach the service; undefined where there is no such operation. */
export function operationNameOf(method: string, pathname: string): string | undefined {
  return matchOperation(method, pathname)?.operation.auditName
}

function fits(pattern: string[], segments: string[]): boolean {
  if (segments.length !== pattern.length) return false
  return pattern.every((expected, index) => {
    const segment = segments[index] ?? ''
    if (expected.endsWith('-version}')) return /^[0-9a-f]{32}$/i.test(segment)
    return expected.startsWith('{') || expected === segment.toLowerCase()
  })
}

function literals(pattern: string[]): number {
  return pattern.filter((one) => !one.startsWith('{')).length
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean)
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
