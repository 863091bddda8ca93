import 'server-only'
import pino, { type Logger } from 'pino'
import { config } from '../config.ts'
import type { ErrorCode } from '../domain/problem.ts'

/** What a person did with a secret or a key, or was refused. One line of JSON each; there is no field that a value could be in. */
export interface AuditEntry {
  event:
    | 'reveal'
    | 'compare'
    | 'set'
    | 'update'
    | 'delete'
    | 'rollback'
    | 'recover'
    | 'purge'
    | 'backup'
    | 'restore'
    | 'create'
    | 'import'
    | 'rotate'
    | 'setRotationPolicy'
    | 'sign'
    | 'verify'
    | 'encrypt'
    | 'decrypt'
    | 'merge'
    | 'cancelRequest'
    | 'deleteRequest'
    | 'setPolicy'
    | 'setIssuer'
    | 'deleteIssuer'
    | 'setContacts'
    | 'deleteContacts'
    | 'createVault'
    | 'updateVault'
    | 'deleteVault'
    | 'recoverVault'
    | 'purgeVault'
    | 'assignRole'
    | 'removeRole'
    | 'setNetworkRules'
    | 'setAccessPolicy'
    | 'switchLoggingOn'
    | 'decideEndpoint'
    | 'removeEndpoint'
    | 'query'
    | 'denied'
  result: 'ok' | ErrorCode
  method: string
  path: string
  /** Absent where the token was not believed: then nobody is known. */
  who?: { objectId: string; userPrincipalName: string }
  vault?: string
  secret?: string
  key?: string
  /** A deleted object by its kind and name. */
  kind?: string
  object?: string
  certificate?: string
  issuer?: string
  /** A role assignment by its own name, its role and who holds it. */
  assignment?: string
  role?: string
  principal?: string
  /** The version that was read, changed or written; two for a comparison. */
  versions?: string[]
  requestId: string
  azureRequestIds: string[]
  durationMs: number
}

let logger: Logger | undefined

/**
 * This server's log, on standard output. JSON escapes line breaks and quotes, so that no name can forge a line of its
 * own. The redaction is a second lock: nothing hands a token or a value to the log.
 */
function log(): Logger {
  logger ??= pino(
    {
      level: config().logLevel,
      base: { service: 'strongroom' },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: ['value', '*.value', 'authorization', '*.authorization', 'assertion', '*.assertion', '*.clientSecret'],
        censor: '[secret]',
      },
    },
    { write: (line: string) => process.stdout.write(line) },
  )
  return logger
}

let auditLogger: Logger | undefined

/** Writes the line whatever `STRONGROOM_LOG_LEVEL` says: who reads values must not be able to do it unseen. */
export function logAudit(entry: AuditEntry): void {
  auditLogger ??= log().child({}, { level: 'info' })
  auditLogger[entry.result === 'ok' ? 'info' : 'warn'](entry, `${entry.event} ${entry.result}`)
}

/** An error that nobody foresaw: its kind and the place it arose. Its message may quote anything, so it stays out. */
export function logUnexpected(error: unknown, requestId: string): void {
  const { name, message, stack = '' } = error instanceof Error ? error : { name: typeof error, message: '', stack: '' }
  // The stack begins with the message, whose own lines could look like frames.
  const frames = stack.slice(stack.indexOf(message) + message.length)
  // File, line and column: enough to find it by the build's source maps, and nothing of this machine's folders.
  const [, where] = /([^/\\\s(]+:\d+:\d+)\)?$/m.exec(frames) ?? []
  log().error({ requestId, error: { name, where } }, 'unexpected error')
}
