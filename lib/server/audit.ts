import 'server-only'
import type { AzureContext } from '../azure/context.ts'
import type { ErrorCode, Problem } from '../domain/problem.ts'
import { type AuditEntry, logAudit } from './log.ts'

/** What the log will say of one request, gathered while it runs. */
export interface Audit {
  readonly entry: Omit<AuditEntry, 'event' | 'result' | 'azureRequestIds' | 'durationMs'>
  /** What the log calls the request when it succeeds; a list or a look is logged only when it is refused. */
  readonly event: AuditEntry['event'] | undefined
  readonly startedAtMs: number
}

/** Begins the notes of a request. With `event` it is logged whatever its end, without only when it is refused. */
export function beginAudit(request: Request, requestId: string, event: AuditEntry['event'] | undefined): Audit {
  const { pathname } = new URL(request.url)
  return { event, startedAtMs: Date.now(), entry: { method: request.method, path: pathname, requestId } }
}

const placeNames = {
  vaultName: 'vault',
  secretName: 'secret',
  keyName: 'key',
  kind: 'kind',
  objectName: 'object',
  certificateName: 'certificate',
  issuerName: 'issuer',
  assignmentName: 'assignment',
  roleDefinitionId: 'role',
  principalId: 'principal',
} as const
const versionNames = ['version', 'left', 'right'] as const

/** Notes which secret and versions a part of the request or its answer names. Values are under none of these names. */
export function noteSubject(audit: Audit, part: unknown): void {
  if (typeof part !== 'object' || part === null) return
  const named = new Map(Object.entries(part))
  for (const [name, field] of Object.entries(placeNames) as [string, (typeof placeNames)[keyof typeof placeNames]][]) {
    const text = named.get(name)
    if (typeof text === 'string') audit.entry[field] = text
  }
  for (const name of versionNames) {
    const version = named.get(name)
    if (typeof version === 'string') audit.entry.versions = [...new Set([...(audit.entry.versions ?? []), version])]
  }
  if (named.has('newVersion')) noteSubject(audit, named.get('newVersion'))
}

const denials = new Set<ErrorCode>([
  'unauthenticated',
  'insufficient_claims',
  'consent_required',
  'conditional_access',
  'clock_skew',
  'forbidden_by_role',
  'forbidden_by_policy',
  'forbidden_by_firewall',
  'forbidden_by_condition',
  'forbidden',
  'cross_site',
  'rate_limited',
])

/** Writes the line of a request that has ended: every reveal and write, and whatever was refused. */
export function endAudit(audit: Audit, azure: AzureContext | undefined, problem: Problem | undefined): void {
  const isDenied = problem !== undefined && denials.has(problem.code)
  const event = audit.event ?? (isDenied ? 'denied' : undefined)
  if (!event) return
  logAudit({
    ...audit.entry,
    event,
    result: problem?.code ?? 'ok',
    azureRequestIds: azure?.azureRequestIds ?? [],
    durationMs: Date.now() - audit.startedAtMs,
  })
}
