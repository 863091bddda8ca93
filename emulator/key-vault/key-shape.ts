import { KeyVaultError } from '../errors.ts'
import type { KeyShape } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { curveNamed } from './cryptography/curves.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

const rsaSizes = [2048, 3072, 4096]
const octSizes = [128, 192, 256]
const types = ['RSA', 'RSA-HSM', 'EC', 'EC-HSM', 'oct-HSM'] as const

/**
 * What to make for `kty`, `key_size`, `crv` and `public_exponent`.
 * @throws KeyVaultError 400
 * @see https://learn.microsoft.com/azure/key-vault/keys/about-keys
 */
export function readKeyShape(vault: Vault, body: JsonObject): KeyShape {
  const kty = keyTypeIn(vault, body.kty)
  switch (kty) {
    case 'RSA':
    case 'RSA-HSM': {
      const exponent = body.public_exponent ?? undefined
      if (exponent !== undefined && !isExponent(exponent)) throw invalidProperty()
      const keySize = sizeIn(body.key_size, rsaSizes, 2048)
      return { kty, keySize, ...(exponent !== undefined && { publicExponent: exponent }) }
    }
    case 'EC':
    case 'EC-HSM': {
      const curve = curveNamed(body.crv ?? 'P-256')
      if (!curve || curve.name !== (body.crv ?? 'P-256')) throw curveNotSupported(body.crv)
      sizeIn(body.key_size, [curve.bits], curve.bits)
      return { kty, crv: curve.name }
    }
    case 'oct-HSM':
      return { kty, keySize: sizeIn(body.key_size, octSizes, 256) }
  }
}

/**
 * The type as Key Vault writes it. In a Managed HSM every key is one of the HSM's, whatever was asked for; a vault makes
 * those in the premium tier alone, and symmetric keys never.
 * @throws KeyVaultError 400
 */
export function keyTypeIn(vault: Vault, asked: unknown): KeyShape['kty'] {
  if (asked === undefined || asked === null)
    throw new KeyVaultError(400, 'BadParameter', "Property 'kty' is required.\r\n")
  if (typeof asked !== 'string') throw invalidProperty()
  const name = vault.managedHsm ? `${asked.replace(/-HSM$/i, '')}-HSM` : asked
  const kty = types.find((one) => one.toLowerCase() === name.toLowerCase())
  if (!kty || (kty === 'oct-HSM' && !vault.managedHsm)) {
    throw new KeyVaultError(400, 'BadParameter', `Invalid kty value: ${asked}`, 'KeyTypeNotSupported')
  }
  assertHardwareIsThere(vault, kty)
  return kty
}

/** @throws KeyVaultError 400 */
export function assertHardwareIsThere(vault: Vault, kty: KeyShape['kty']): void {
  if (!kty.endsWith('-HSM') || vault.managedHsm || vault.sku === 'premium') return
  throw new KeyVaultError(400, 'BadParameter', 'Hardware key operation not allowed on standard vault')
}

/** @throws KeyVaultError 400 */
function assertSize(size: number, supported: number[]): void {
  if (supported.includes(size)) return
  throw new KeyVaultError(
    400,
    'BadParameter',
    `Unsupported key size (${size}). Supported sizes are [${supported.join(', ')}]`,
    'KeySizeNotSupported',
  )
}

export function assertSupported(shape: KeyShape): void {
  if ('crv' in shape) return
  assertSize(shape.keySize, shape.kty === 'oct-HSM' ? octSizes : rsaSizes)
}

export function curveNotSupported(crv: unknown): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', `Invalid crv value: ${String(crv)}`, 'CurveNotSupported')
}

function sizeIn(asked: unknown, supported: number[], otherwise: number): number {
  if (asked === undefined || asked === null) return otherwise
  if (typeof asked !== 'number') throw invalidProperty()
  assertSize(asked, supported)
  return asked
}

/** Odd and at least 3: anything else has no inverse, and no key is ever found. */
function isExponent(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value % 2 === 1 && value >= 3 && value <= 0x7fffffff
}
