import { p256, p384, p521 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import type { KeyCurve } from '../../key-state.ts'

/** An elliptic curve under its different names. */
export interface Curve {
  /** Key Vault's name. */
  name: KeyCurve
  /** Node's, in JSON Web Keys and for making keys alike. */
  nodeName: string
  bits: number
  /** Signs digests, which Node cannot: see ecdsa.ts. */
  ecdsa: typeof p256
}

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys-details#ec-algorithms */
const curves: readonly Curve[] = [
  { name: 'P-256', nodeName: 'P-256', bits: 256, ecdsa: p256 },
  { name: 'P-256K', nodeName: 'secp256k1', bits: 256, ecdsa: secp256k1 },
  { name: 'P-384', nodeName: 'P-384', bits: 384, ecdsa: p384 },
  { name: 'P-521', nodeName: 'P-521', bits: 521, ecdsa: p521 },
]

/** @param name Key Vault's name or Node's */
export function curveNamed(name: unknown): Curve | undefined {
  return curves.find((curve) => curve.name === name || curve.nodeName === name)
}
