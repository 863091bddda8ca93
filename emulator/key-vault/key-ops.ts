import { KeyVaultError } from '../errors.ts'
import type { KeyShape } from '../key-state.ts'
import { invalidProperty } from './request-body.ts'

const signing = ['sign', 'verify']
const encrypting = ['encrypt', 'decrypt', ...signing, 'wrapKey', 'unwrapKey']

/** `import` is for a key that takes in others, `export` for one that may be released. */
const permitted: Record<KeyShape['kty'], string[]> = {
  RSA: [...encrypting, 'export'],
  'RSA-HSM': [...encrypting, 'import', 'export'],
  EC: [...signing, 'export'],
  'EC-HSM': [...signing, 'export'],
  'oct-HSM': [...encrypting, 'export'],
}

/** What a key may be used for when nobody says: everything that its type can. */
export function defaultKeyOps(kty: KeyShape['kty']): string[] {
  if (kty === 'oct-HSM') return ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']
  return kty.startsWith('EC') ? [...signing] : [...encrypting]
}

/** `key_ops` of a request; undefined where it is not given. @throws KeyVaultError 400 */
export function readKeyOps(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) throw invalidProperty()
  return [...new Set<string>(value)]
}

/** @throws KeyVaultError 400 for an operation that no key of that type can do */
export function assertKeyOps(kty: KeyShape['kty'], keyOps: string[]): void {
  const wrong = keyOps.find((one) => !permitted[kty].includes(one))
  if (wrong !== undefined) {
    throw new KeyVaultError(400, 'BadParameter', `Key operation '${wrong}' is not supported for key type '${kty}'.`)
  }
  if (keyOps.includes('import') && keyOps.length > 1) {
    throw new KeyVaultError(400, 'BadParameter', "Key operation 'import' cannot be combined with other key operations.")
  }
}
