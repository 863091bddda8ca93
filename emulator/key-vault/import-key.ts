import { KeyVaultError } from '../errors.ts'
import type { KeyShape, PrivateJwk } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { bytesOf } from './binary-value.ts'
import { isBadInput } from './cryptography/bad-input.ts'
import { curveNamed } from './cryptography/curves.ts'
import { modulusBits, privateJwkOf } from './cryptography/private-jwk.ts'
import { assertHardwareIsThere, assertSupported, curveNotSupported, keyTypeIn } from './key-shape.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

/**
 * A key that comes as a JSON Web Key with its private members.
 * @param isHsm whether it shall become a key of the HSM, whatever its own type says
 * @throws KeyVaultError 400
 */
export function readImportedKey(
  vault: Vault,
  jwk: JsonObject,
  isHsm: boolean,
): { shape: KeyShape; material: PrivateJwk } {
  const named = keyTypeIn(vault, jwk.kty)
  const kty = isHsm && (named === 'RSA' || named === 'EC') ? (`${named}-HSM` as const) : named
  assertHardwareIsThere(vault, kty)
  const material = materialIn(kty, jwk)
  const shape = shapeOf(kty, material)
  assertSupported(shape)
  return { shape, material }
}

const members = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'x', 'y', 'k'] as const

function materialIn(kty: KeyShape['kty'], jwk: JsonObject): PrivateJwk {
  const type = kty.replace(/-HSM$/, '')
  const bytes = members.flatMap((name) => {
    if (jwk[name] === undefined || jwk[name] === null) return []
    const value = bytesOf(jwk[name])
    if (!value) throw new KeyVaultError(400, 'BadParameter', `Content of '${name}' is not base64url.\r\n`)
    return [[name, value.toString('base64url')] as const]
  })
  if (type === 'oct' && !bytes.some(([name]) => name === 'k')) throw invalidProperty()
  const curve = type === 'EC' ? curveNamed(jwk.crv) : undefined
  if (type === 'EC' && curve?.name !== jwk.crv) throw curveNotSupported(jwk.crv)
  try {
    return privateJwkOf({ kty: type, ...Object.fromEntries(bytes), ...(curve && { crv: curve.nodeName }) })
  } catch (error) {
    // Node throws a TypeError of its own for a member that is missing.
    if (!isBadInput(error) && !(error instanceof TypeError)) throw error
    throw new KeyVaultError(400, 'BadParameter', `${type} key is not valid - cannot instantiate crypto service`)
  }
}

export function shapeOf(kty: KeyShape['kty'], material: PrivateJwk): KeyShape {
  if (material.kty === 'RSA' && (kty === 'RSA' || kty === 'RSA-HSM')) return { kty, keySize: modulusBits(material) }
  if (material.kty === 'oct' && kty === 'oct-HSM')
    return { kty, keySize: Buffer.from(material.k, 'base64url').length * 8 }
  const curve = material.kty === 'EC' ? curveNamed(material.crv) : undefined
  if (curve && (kty === 'EC' || kty === 'EC-HSM')) return { kty, crv: curve.name }
  throw new Error(`A key of type ${kty} was read as ${material.kty}.`)
}
