import type { SecretVersion } from '@/lib/domain/secret.ts'
import type { SecretObject } from './use-secret-object.ts'

/** Why a version's value cannot be read; null where it can be tried. */
export function revealReason(secret: SecretObject, version: SecretVersion): string | null {
  return (
    secret.whyNot('read') ??
    (version.enabled ? null : 'This version is disabled: Key Vault gives out its value to nobody until it is enabled.')
  )
}
