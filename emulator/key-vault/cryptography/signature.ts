import { createHmac, timingSafeEqual } from 'node:crypto'
import type { KeyCurve, PrivateJwk } from '../../key-state.ts'
import { type Curve, curveNamed } from './curves.ts'
import { signEcdsa, verifyEcdsa } from './ecdsa.ts'
import { ofType } from './private-jwk.ts'
import { digestInfo, type Sha2, signPkcs1, signPss, verifyPkcs1, verifyPss } from './rsa-signature.ts'

/** How one algorithm signs a digest; only called with a key of its type and curve. */
export interface SignatureAlgorithm {
  kty: PrivateJwk['kty']
  crv?: KeyCurve
  /** Bytes of the digest; any number where absent. */
  digestBytes?: number
  sign(jwk: PrivateJwk, digest: Buffer): Buffer
  verify(jwk: PrivateJwk, digest: Buffer, signature: Buffer): boolean
}

const digestBytes: Record<Sha2, number> = { sha256: 32, sha384: 48, sha512: 64 }

function pkcs1(hash: Sha2): SignatureAlgorithm {
  return {
    kty: 'RSA',
    digestBytes: digestBytes[hash],
    sign: (jwk, digest) => signPkcs1(rsa(jwk), digestInfo(hash, digest)),
    verify: (jwk, digest, signature) => verifyPkcs1(rsa(jwk), digestInfo(hash, digest), signature),
  }
}

function pss(hash: Sha2): SignatureAlgorithm {
  return {
    kty: 'RSA',
    digestBytes: digestBytes[hash],
    sign: (jwk, digest) => signPss(rsa(jwk), hash, digest),
    verify: (jwk, digest, signature) => verifyPss(rsa(jwk), hash, digest, signature),
  }
}

function ecdsa(crv: KeyCurve, hash: Sha2): SignatureAlgorithm {
  const curve = curveNamed(crv) as Curve // every KeyCurve is in the table
  return {
    kty: 'EC',
    crv,
    digestBytes: digestBytes[hash],
    sign: (jwk, digest) => signEcdsa(curve, ec(jwk), digest),
    verify: (jwk, digest, signature) => verifyEcdsa(curve, ec(jwk), digest, signature),
  }
}

/** Managed HSM only. What it is given it authenticates as it is. */
function hmac(hash: Sha2): SignatureAlgorithm {
  const sign = (jwk: PrivateJwk, digest: Buffer) =>
    createHmac(hash, Buffer.from(oct(jwk).k, 'base64url'))
      .update(digest)
      .digest()
  return {
    kty: 'oct',
    sign,
    verify: (jwk, digest, signature) => {
      const expected = sign(jwk, digest)
      return expected.length === signature.length && timingSafeEqual(expected, signature)
    },
  }
}

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys-details */
export const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ['RS256', pkcs1('sha256')],
  ['RS384', pkcs1('sha384')],
  ['RS512', pkcs1('sha512')],
  ['PS256', pss('sha256')],
  ['PS384', pss('sha384')],
  ['PS512', pss('sha512')],
  ['ES256', ecdsa('P-256', 'sha256')],
  ['ES256K', ecdsa('P-256K', 'sha256')],
  ['ES384', ecdsa('P-384', 'sha384')],
  ['ES512', ecdsa('P-521', 'sha512')],
  ['HS256', hmac('sha256')],
  ['HS384', hmac('sha384')],
  ['HS512', hmac('sha512')],
  [
    'RSNULL',
    {
      kty: 'RSA',
      sign: (jwk, value) => signPkcs1(rsa(jwk), value),
      verify: (jwk, value, signature) => verifyPkcs1(rsa(jwk), value, signature),
    },
  ],
])

function rsa(jwk: PrivateJwk) {
  return ofType(jwk, 'RSA')
}

function ec(jwk: PrivateJwk) {
  return ofType(jwk, 'EC')
}

function oct(jwk: PrivateJwk) {
  return ofType(jwk, 'oct')
}
