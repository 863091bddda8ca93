import type { HttpBindings } from '@hono/node-server'
import type { FaultRule } from './faults.ts'

/** What a service is told about a call beside the request itself, as Hono's `c.env`. */
export interface Call extends Partial<HttpBindings> {
  /** The caller's IP address. */
  clientAddress?: string
  /** A fault that only the service itself can act out: Entra's errors and token lifetimes. */
  fault?: FaultRule
}
