import type { PolicyObject } from '../authorization.ts'
import type { Emulator } from '../emulator.ts'
import type { Caller } from '../entra/access-token.ts'
import type { Vault } from '../state.ts'
import type { ApiVersion } from './api-version.ts'

/** A call that is known, authenticated and permitted, as handlers see it. */
export interface KeyVaultCall {
  emulator: Emulator
  vault: Vault
  caller: Caller
  url: URL
  /** `https://` and the authority that the caller used, so that ids work for clients with and without a port. */
  vaultUri: string
  apiVersion: ApiVersion
  /** The object's name as the caller wrote it; empty where the path has none. */
  name: string
  /** 32 hexadecimal digits, lower case; empty for the current version. */
  version: string
  contentType: string | undefined
  bodyText: string
  audit: AuditNotes
}

/** What the operation adds to its audit row. Never a value. */
export interface AuditNotes {
  /** Id URI of the object; the vault's own where the operation is about none. */
  id: string
  properties: Record<string, unknown>
}

export interface Answer {
  status: 200 | 201 | 202 | 204
  body?: object
  /** The body, where it is written already. */
  json?: string
  /** Beside those that every answer has. */
  headers?: Record<string, string>
}

/** One row of the table: everything that must be known of an operation before it may be answered. */
export interface KeyVaultOperation {
  /** Its name in the official OpenAPI. */
  name: string
  method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE'
  /** Literal segments and `{…-name}`, `{…-version}`; a version is always optional. */
  path: string
  auditName: string
  dataAction: string
  policy: { object: PolicyObject; permission: string }
  /** Its data action in a Managed HSM; absent where a Managed HSM has no such operation. */
  managedHsmAction?: string
  /** The first api-version that has it; all have it when absent. */
  since?: ApiVersion
  /** A vault has no such operation. */
  isManagedHsmOnly?: true
  /** Absent for an operation that is not there yet: answered 501 with its name. */
  run?: (call: KeyVaultCall) => Answer | Promise<Answer>
}
