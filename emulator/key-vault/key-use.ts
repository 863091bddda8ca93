import { KeyVaultError } from '../errors.ts'
import type { Key, KeyVersion, PrivateJwk } from '../key-state.ts'
import { isBadInput } from './cryptography/bad-input.ts'
import { noteKey } from './key-bundle.ts'
import { keyKind, keyVersionOf } from './key-kind.ts'
import { materialOf } from './key-material.ts'
import { objectNamed } from './object-kind.ts'
import type { KeyVaultCall } from './operation.ts'

/** As in `key_ops`, and in messages. */
export type KeyUse = 'encrypt' | 'decrypt' | 'sign' | 'verify' | 'wrapKey' | 'unwrapKey'

/**
 * The version of the call, once it is clear that it may be used so.
 * @throws KeyVaultError 404, and 403 where the version is disabled, out of its dates or not for this use
 */
export function usableVersion(call: KeyVaultCall, use: KeyUse | 'release'): { key: Key; version: KeyVersion } {
  const key = objectNamed(keyKind, call.vault, call.name)
  const version = keyVersionOf(key, call.version)
  noteKey(call, key, version)
  if (!version.enabled) throw forbidden(`Operation ${use} is not allowed on a disabled key.`, 'KeyDisabled')
  if (use !== 'release' && !version.keyOps.includes(use)) {
    throw forbidden(`Operation ${use} is not permitted on this key.`, 'KeyOperationForbidden')
  }
  assertInItsDates(version, use, call.emulator.clock.nowSeconds())
  return { key, version }
}

/**
 * Does the arithmetic; what the caller's data breaks is the caller's mistake.
 * @param complaint what Key Vault then says
 * @throws KeyVaultError 400
 */
export async function withMaterial<Result>(
  { vault }: KeyVaultCall,
  { key, version }: { key: Key; version: KeyVersion },
  compute: (material: PrivateJwk) => Result,
  complaint = 'The parameter is incorrect.\r\n',
): Promise<Result> {
  const material = await materialOf(vault, key, version)
  try {
    return compute(material)
  } catch (error) {
    if (!isBadInput(error)) throw error
    throw new KeyVaultError(400, 'BadParameter', complaint)
  }
}

/** What protects something new stops at the dates; what opens or checks something old goes on, to lose no data. */
const datedUses = new Set<string>(['encrypt', 'sign', 'wrapKey'])

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys-details#date-time-controlled-operations */
function assertInItsDates({ nbf, exp }: KeyVersion, use: string, now: number): void {
  if (!datedUses.has(use)) return
  if (nbf !== undefined && now < nbf) {
    throw forbidden(`Operation ${use} is not allowed on a key that is not yet valid.`, 'KeyNotYetValid')
  }
  if (exp !== undefined && now >= exp)
    throw forbidden(`Operation ${use} is not allowed on an expired key.`, 'KeyExpired')
}

function forbidden(message: string, innerCode: string): KeyVaultError {
  return new KeyVaultError(403, 'Forbidden', message, innerCode)
}
