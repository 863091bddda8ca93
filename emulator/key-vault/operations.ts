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
  /** Where in the path the object's name and version stand; -1 where they do not. */
  nameAt: number
  versionAt: number
}

/**
 * A version may be left out: the current one is meant. A path's own words win over names, as in `/secrets/restore`, so
 * the paths with the most of them come first.
 */
const routes: Route[] = operations
  .flatMap((operation) => {
    const segments = segmentsOf(operation.path)
    const current = segments.filter((one) => !one.endsWith('-version}'))
    return current.length < segments.length
      ? [routeOf(operation, segments), routeOf(operation, current)]
      : [routeOf(operation, segments)]
  })
  .sort((left, right) => literals(right.segments) - literals(left.segments))

const routesByShape = Map.groupBy(routes, ({ operation, segments }) => `${operation.method} ${segments.length}`)

function routeOf(operation: KeyVaultOperation, segments: string[]): Route {
  const nameAt = segments.findIndex((one) => one.endsWith('-name}'))
  const versionAt = segments.findIndex((one) => one.endsWith('-version}'))
  return { operation, segments, nameAt, versionAt }
}

/** Finds the operation of a request. */
export function matchOperation(method: string, pathname: string): Match | undefined {
  const segments = segmentsOf(pathname)
  const found = routesByShape.get(`${method} ${segments.length}`)?.find((route) => fits(route.segments, segments))
  if (!found) return undefined
  const { operation, nameAt, versionAt } = found
  const name = decoded(segments[nameAt] ?? '')
  return { operation, name, version: segments[versionAt]?.toLowerCase() ?? '' }
}

/** The audit name of a request, for calls that never reach the service; undefined where there is no such operation. */
export function operationNameOf(method: string, pathname: string): string | undefined {
  return matchOperation(method, pathname)?.operation.auditName
}

function fits(pattern: string[], segments: string[]): boolean {
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
