import { generateKeyPair, type JsonWebKey, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import type { KeyShape, PrivateJwk } from '../../key-state.ts'
import { curveNamed } from './curves.ts'
import { privateJwkOf } from './private-jwk.ts'

const generate = promisify(generateKeyPair)

/** A new key of that shape, made off the event loop: primes of 2,048 bits take a second. */
export async function makeKey(shape: KeyShape): Promise<PrivateJwk> {
  return privateJwkOf(await makeJwk(shape))
}

async function makeJwk(shape: KeyShape): Promise<JsonWebKey> {
  switch (shape.kty) {
    case 'RSA':
    case 'RSA-HSM': {
      const { keySize: modulusLength, publicExponent = 0x10001 } = shape
      const { privateKey } = await generate('rsa', { modulusLength, publicExponent })
      return privateKey.export({ format: 'jwk' })
    }
    case 'EC':
    case 'EC-HSM': {
      const namedCurve = curveNamed(shape.crv)?.nodeName ?? shape.crv
      const { privateKey } = await generate('ec', { namedCurve })
      return privateKey.export({ format: 'jwk' })
    }
    case 'oct-HSM':
      return { kty: 'oct', k: randomBytes(shape.keySize / 8).toString('base64url') }
  }
}
