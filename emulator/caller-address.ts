import { isIPv4 } from 'node:net'
import type { Context } from 'hono'
import type { Call } from './call.ts'
import { requestHeader } from './request-header.ts'

/** What a call from this machine counts as: the cloud never sees a loopback address. Reserved for documentation. */
export const loopbackStandsFor = '203.0.113.10'

/** The address a call comes from; the header lets a test come from anywhere. */
export function callerAddress(context: Context<{ Bindings: Call }>): string {
  const address = requestHeader(context, 'x-emulator-client-ip') ?? context.env?.clientAddress ?? '127.0.0.1'
  const unmapped = address.replace(/^::ffff:/i, '')
  const isLoopback = unmapped === '::1' || (isIPv4(unmapped) && unmapped.startsWith('127.'))
  return isLoopback ? loopbackStandsFor : unmapped
}

/** Where a call comes from, as the network sees it. */
export interface CallerNetwork {
  address: string
  /** A subnet whose calls arrive through a service endpoint, by its resource id. */
  subnetId?: string | undefined
  /** A private endpoint, by its resource id or by the name of its connection to the vault. */
  privateEndpoint?: string | undefined
  /** A service of Azure, on Key Vault's list of trusted ones or not. */
  service?: 'trusted' | 'other' | undefined
}

/** Headers stand in for what only Azure's own network can tell. */
export function callerNetwork(context: Context<{ Bindings: Call }>): CallerNetwork {
  const service = requestHeader(context, 'x-emulator-client-service')
  return {
    address: callerAddress(context),
    subnetId: requestHeader(context, 'x-emulator-client-subnet'),
    privateEndpoint: requestHeader(context, 'x-emulator-client-private-endpoint'),
    service: service === undefined ? undefined : service === 'trusted' ? 'trusted' : 'other',
  }
}

/** As the audit log writes it, for example `TLS1_3`. */
export function tlsVersionOf(context: Context<{ Bindings: Call }>): string {
  const socket = context.env?.incoming?.socket
  const protocol = socket && 'getProtocol' in socket && typeof socket.getProtocol === 'function' && socket.getProtocol()
  return typeof protocol === 'string' ? protocol.replace('TLSv', 'TLS').replace('.', '_') : ''
}
