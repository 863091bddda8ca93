import { Hono } from 'hono'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'

export const attestationAuthority = 'https://attestation.emulator.test'

const lifetimeSeconds = 3600

interface TokenWish {
  /** The target's own keys, public halves: what is released to it is encrypted to the first RSA key. */
  keys?: JWK[]
  /** Further claims, for policies of one's own. */
  claims?: Record<string, unknown>
}

/**
 * An attestation service that attests whatever it is asked to: nothing here runs in an enclave. It lets a release be
 * tried from end to end.
 * - `GET /generate-test-token` states `sdk-test` for a target whose key nobody has, as Microsoft's own test service does;
 * - `POST /generate-test-token` takes `{ keys, claims }` for a target of the caller's;
 * - its discovery document and keys are where OpenID Connect has them.
 */
export function attestation(emulator: Emulator): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  app.get('/.well-known/openid-configuration', (context) =>
    context.json({
      issuer: attestationAuthority,
      jwks_uri: `${attestationAuthority}/certs`,
      response_types_supported: ['token'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  )
  app.get('/certs', (context) => context.json({ keys: [emulator.signingKeys.publicJwk] }))
  app.get('/generate-test-token', async (context) => context.json({ token: await statement(emulator, {}) }))
  app.post('/generate-test-token', async (context) => {
    const wish: unknown = await context.req.json().catch(() => undefined)
    if (!isWish(wish)) return context.json({ error: { code: 'BadRequest', message: 'Send { keys, claims }.' } }, 400)
    return context.json({ token: await statement(emulator, wish) })
  })
  app.all('*', (context) => context.json({ error: { code: 'NotFound', message: 'There is no such address.' } }, 404))
  return app
}

async function statement({ signingKeys }: Emulator, { keys, claims }: TokenWish): Promise<string> {
  return await new SignJWT({
    'sdk-test': true,
    ...claims,
    'x-ms-runtime': { keys: keys ?? [await unknownKey()] },
  })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: signingKeys.keyId, jku: `${attestationAuthority}/certs` })
    .setIssuer(attestationAuthority)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(signingKeys.privateKey)
}

async function unknownKey(): Promise<JWK> {
  const { publicKey } = await generateKeyPair('RSA-OAEP-256', { modulusLength: 2048, extractable: true })
  return { ...(await exportJWK(publicKey)), kid: 'test-target', use: 'enc' }
}

function isWish(value: unknown): value is TokenWish {
  if (typeof value !== 'object' || value === null) return false
  const { keys = [], claims = {} } = value as { keys?: unknown; claims?: unknown } // an object, checked above
  return Array.isArray(keys) && typeof claims === 'object' && claims !== null && !Array.isArray(claims)
}
