import type { Certificate, CertificateVersion } from '../certificate-state.ts'
import type { Emulator } from '../emulator.ts'
import type { PrivateJwk } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { currentVersion, isLive, isPending } from './certificate-lookup.ts'
import { beginRequest, complete, endsByItself } from './certificate-request.ts'
import { keyOfVersion } from './certificate-twins.ts'
import { makeKey } from './cryptography/make-key.ts'
import { selfSigned, validityFrom } from './make-certificate.ts'

const daySeconds = 86_400
/** A clock that jumps decades renews this often and then once more, at its own time. */
const maxCatchUp = 11

/**
 * Renews by the policy's lifetime action, as often as the clock has passed its time. What Key Vault signs itself is there
 * at once; at an issuer it begins a request, which waits for a signature that no emulator can give.
 * @returns whether anything changed
 */
export async function renewIfDue(emulator: Emulator, vault: Vault, certificate: Certificate): Promise<boolean> {
  const now = emulator.clock.nowSeconds()
  let renewals = 0
  for (let due = dueAt(certificate); due !== undefined && due <= now; due = dueAt(certificate)) {
    const material = await keyFor(vault, certificate)
    // Deleted meanwhile: what is deleted is not renewed.
    if (!isLive(vault, certificate) || renewals > maxCatchUp) break
    renew(vault, certificate, material, renewals < maxCatchUp ? due : now)
    renewals += 1
  }
  return renewals > 0
}

/** When the current version is to be renewed; undefined where nothing renews it, or a request already does. */
export function dueAt(certificate: Certificate): number | undefined {
  const { policy, operation } = certificate
  const action = policy.lifetimeActions.find((one) => one.action === 'AutoRenew')
  const current = currentVersion(certificate)
  if (!action || policy.issuer.name === 'Unknown' || !current.isIssued || isPending(certificate)) return undefined
  const due = triggerTime(current, action)
  const wasTried = operation !== undefined && operation.status !== 'completed' && operation.startedAt >= due
  return wasTried ? undefined : due
}

function triggerTime(
  { nbf, exp }: CertificateVersion,
  { lifetimePercentage, daysBeforeExpiry }: { lifetimePercentage?: number; daysBeforeExpiry?: number },
): number {
  if (daysBeforeExpiry !== undefined) return exp - daysBeforeExpiry * daySeconds
  return nbf + Math.floor(((exp - nbf) * (lifetimePercentage ?? 100)) / 100)
}

async function keyFor(vault: Vault, certificate: Certificate): Promise<PrivateJwk> {
  const { policy } = certificate
  const { version } = currentVersion(certificate)
  return (policy.reusesKey && (await keyOfVersion(vault, certificate, version))) || makeKey(policy.keyShape)
}

function renew(vault: Vault, certificate: Certificate, material: PrivateJwk, now: number): void {
  const { policy } = certificate
  const { tags, enabled, preserveCertOrder } = currentVersion(certificate)
  const given = { tags, enabled, ...(preserveCertOrder !== undefined && { preserveCertOrder }) }
  const operation = beginRequest(vault, certificate, given, { now, material })
  if (endsByItself(policy)) {
    complete(vault, certificate, operation, selfSigned(policy, validityFrom(policy, now), material))
  }
  // With its key and secret at once: the next renewal waits for a key, and meanwhile they would be kept without it.
  vault.objects.certificates.set(certificate.name.toLowerCase(), certificate)
}
