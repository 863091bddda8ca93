import { createHash, createPublicKey, timingSafeEqual, X509Certificate } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Emulator } from '../emulator.ts'
import type { Application } from '../state.ts'
import { AadstsError } from './aadsts.ts'
import { issuerOf, verifiedClaims } from './access-token.ts'

const jwtBearerAssertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** An application that may ask for tokens: Strongroom's registration, or a service principal with a secret. */
export type Client = Pick<Application, 'clientId' | 'displayName' | 'certificates' | 'federatedCredentials'> & {
  clientSecret: string | undefined
}

/** @throws AadstsError AADSTS700016 when there is none */
export function findClient({ state }: Emulator, clientId: string): Client {
  if (state.application.clientId === clientId) return state.application
  const principal = state.servicePrincipals.find((one) => one.appId === clientId && one.clientSecret !== undefined)
  if (!principal) throw new AadstsError('AADSTS700016', { detail: `Identifier: ${clientId}.` })
  return { clientId, displayName: principal.displayName, clientSecret: principal.clientSecret }
}

/**
 * Checks the secret, certificate or federated credential that a client shows.
 * @returns false when it shows none, as a browser does
 * @throws AadstsError when what it shows is not right
 */
export async function isAuthenticated(emulator: Emulator, client: Client, form: URLSearchParams): Promise<boolean> {
  const assertion = form.get('client_assertion')
  if (assertion !== null) {
    if (form.get('client_assertion_type') !== jwtBearerAssertion) {
      throw new AadstsError('AADSTS90014', {
        detail: "The required field 'client_assertion_type' is missing or unknown.",
      })
    }
    await checkAssertion(emulator, client, assertion)
    return true
  }
  const secret = form.get('client_secret')
  if (secret === null) return false
  if (client.clientSecret === undefined || !isSame(secret, client.clientSecret)) throw new AadstsError('AADSTS7000215')
  return true
}

async function checkAssertion(emulator: Emulator, client: Client, assertion: string): Promise<void> {
  const claims = readable(assertion)
  // A client that vouches for itself signs with its certificate; anyone else is a federated identity.
  if (claims.iss === client.clientId) await checkCertificate(emulator, client, assertion)
  else await checkFederatedCredential(emulator, client, assertion, claims)
}

async function checkCertificate(emulator: Emulator, client: Client, assertion: string): Promise<void> {
  const header = decodeProtectedHeader(assertion)
  const certificate = (client.certificates ?? [])
    .map((pem) => new X509Certificate(pem))
    .find((one) => thumbprint(one, 'sha1') === header.x5t || thumbprint(one, 'sha256') === header['x5t#S256'])
  if (!certificate) throw new AadstsError('AADSTS700027', { detail: '[Reason - The key was not found.]' })
  const issuer = issuerOf(emulator.state.tenantId)
  const tokenEndpoint = issuer.replace('/v2.0', '/oauth2/v2.0/token')
  try {
    await jwtVerify(assertion, createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })), {
      algorithms: ['RS256', 'PS256'],
      issuer: client.clientId,
      subject: client.clientId,
      audience: [tokenEndpoint, issuer],
      requiredClaims: ['exp'],
      // Entra allows clocks to differ by five minutes; msal-node rounds its `nbf` up, into the future.
      clockTolerance: 300,
    })
  } catch (error) {
    throw toAadsts(error)
  }
}

async function checkFederatedCredential(emulator: Emulator, client: Client, assertion: string, claims: JWTPayload) {
  const credential = (client.federatedCredentials ?? []).find(
    (one) => one.issuer === claims.iss && one.subject === claims.sub && [claims.aud].flat().includes(one.audience),
  )
  if (!credential) {
    throw new AadstsError('AADSTS70021', {
      detail: `Assertion Issuer: '${claims.iss}'. Assertion Subject: '${claims.sub}'. Assertion Audience: '${claims.aud}'.`,
    })
  }
  try {
    // Only the emulator's own keys are known, so a credential that names another issuer never verifies.
    await verifiedClaims(emulator, assertion, credential.audience)
  } catch (error) {
    throw toAadsts(error)
  }
}

function toAadsts(error: unknown): AadstsError {
  const isExpired =
    error instanceof errors.JWTExpired || (error instanceof Error && 'code' in error && error.code === 'expired')
  if (isExpired) return new AadstsError('AADSTS700024')
  const reason = error instanceof Error ? error.message : 'unreadable'
  return new AadstsError('AADSTS700027', { detail: `[Reason - The client assertion is not valid: ${reason}]` })
}

function readable(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion)
  } catch {
    throw new AadstsError('AADSTS700027', { detail: '[Reason - The client assertion is not a JSON Web Token.]' })
  }
}

function thumbprint(certificate: X509Certificate, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(certificate.raw).digest('base64url')
}

function isSame(left: string, right: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(left), hash(right))
}
