import { createHash, generateKeyPairSync } from 'node:crypto'
import { ConfidentialClientApplication, CryptoProvider, PublicClientApplication } from '@azure/msal-node'
import { createRemoteJWKSet, customFetch, decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { selfSignedCertificate } from '../testing/certificate.ts'
import { redirectUri, signIn } from '../testing/sign-in.ts'
import { tlsClient } from '../testing/tls-client.ts'

let running: RunningEmulator
let client: ReturnType<typeof tlsClient>

beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'empty',
    caFile: `.cache/test-msal-${process.pid}.pem`,
  })
  client = tlsClient(running)
})
afterAll(() => running?.close())

function auth() {
  const { tenantId, application } = running.emulator.state
  return {
    clientId: application.clientId,
    authority: `https://login.emulator.test/${tenantId}`,
    knownAuthorities: ['login.emulator.test'],
  }
}
const system = () => ({ networkClient: client.networkClient })
const apiScope = () => `${running.emulator.state.application.identifierUri}/access_as_user`
const confidential = () =>
  new ConfidentialClientApplication({
    auth: { ...auth(), clientSecret: running.emulator.state.application.clientSecret },
    system: system(),
  })

async function signedIn() {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
  const application = new PublicClientApplication({ auth: auth(), system: system() })
  const url = await application.getAuthCodeUrl({
    scopes: [apiScope()],
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
  })
  const parameters = Object.fromEntries(new URL(url).searchParams)
  const { code } = await signIn(running, { parameters: { ...parameters, state: null, nonce: null } })
  const result = await application.acquireTokenByCode({
    code,
    scopes: [apiScope()],
    redirectUri,
    codeVerifier: verifier,
  })
  return { application, result }
}

describe('msal-node over TLS', () => {
  test('a person signs in by authorization code and gets a token for the application’s own API', async () => {
    const { result } = await signedIn()
    const { application, tenantId, accounts } = running.emulator.state
    expect(result.account?.username).toBe(accounts[0]?.userPrincipalName)
    expect(result.account?.homeAccountId).toBe(`${accounts[0]?.objectId}.${tenantId}`)
    expect(decodeJwt(result.accessToken)).toMatchObject({
      aud: application.clientId,
      iss: `https://login.emulator.test/${tenantId}/v2.0`,
      tid: tenantId,
      oid: accounts[0]?.objectId,
      scp: 'access_as_user',
      ver: '2.0',
    })
  })

  test('a token verifies with the keys that Entra publishes', async () => {
    const { result } = await signedIn()
    const { tenantId, application } = running.emulator.state
    const keys = createRemoteJWKSet(new URL(`https://login.emulator.test/${tenantId}/discovery/v2.0/keys`), {
      [customFetch]: async (url: string) => new Response((await client.send('GET', url)).text),
    })
    const { payload } = await jwtVerify(result.accessToken, keys, { audience: application.clientId })
    expect(payload.scp).toBe('access_as_user')
  })

  test('a silent renewal spends the refresh token and gets a new one', async () => {
    const { application, result } = await signedIn()
    const account = result.account
    if (!account) throw new Error('the sign-in gave no account')
    const refreshTokens = () => Object.values(JSON.parse(application.getTokenCache().serialize()).RefreshToken)
    const before = refreshTokens()
    const renewed = await application.acquireTokenSilent({ account, scopes: [apiScope()], forceRefresh: true })
    expect(renewed.fromCache).toBe(false)
    expect(renewed.accessToken).not.toBe(result.accessToken)
    expect(refreshTokens()).not.toEqual(before)
  })

  test('the application exchanges a person’s token on their behalf, for vaults and for Resource Manager', async () => {
    const { result } = await signedIn()
    for (const resource of ['https://vault.emulator.test', 'https://management.emulator.test']) {
      const exchanged = await confidential().acquireTokenOnBehalfOf({
        oboAssertion: result.accessToken,
        scopes: [`${resource}/.default`],
      })
      expect(decodeJwt(exchanged?.accessToken ?? '')).toMatchObject({
        aud: resource,
        oid: running.emulator.state.accounts[0]?.objectId,
        upn: running.emulator.state.accounts[0]?.userPrincipalName,
        appid: running.emulator.state.application.clientId,
        scp: 'user_impersonation',
      })
    }
  })

  test('an application with a secret gets a token as itself', async () => {
    const principal = running.emulator.state.servicePrincipals.find(({ clientSecret }) => clientSecret !== undefined)
    if (!principal?.clientSecret) throw new Error('the seed has no service principal with a secret')
    const application = new ConfidentialClientApplication({
      auth: { ...auth(), clientId: principal.appId, clientSecret: principal.clientSecret },
      system: system(),
    })
    const result = await application.acquireTokenByClientCredential({
      scopes: ['https://vault.emulator.test/.default'],
    })
    const claims = decodeJwt(result?.accessToken ?? '')
    expect(claims).toMatchObject({ oid: principal.objectId, appid: principal.appId, idtyp: 'app' })
    expect(claims.scp).toBeUndefined()
  })

  test('a certificate that is registered stands in for the secret; one that is not is refused', async () => {
    const { result } = await signedIn()
    const registered = await selfSignedCertificate()
    const other = await selfSignedCertificate()
    running.emulator.state.application.certificates = [registered.certificate]
    const exchange = ({ certificate, privateKey }: typeof other) =>
      new ConfidentialClientApplication({
        auth: {
          ...auth(),
          clientCertificate: { thumbprintSha256: thumbprint(certificate), privateKey },
        },
        system: system(),
      }).acquireTokenOnBehalfOf({ oboAssertion: result.accessToken, scopes: ['https://vault.emulator.test/.default'] })
    expect(decodeJwt((await exchange(registered))?.accessToken ?? '').aud).toBe('https://vault.emulator.test')
    await expect(exchange(other)).rejects.toThrow('AADSTS700027')
    // The right certificate named, and another key: the signature decides, not the name.
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const forged = { ...registered, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
    await expect(exchange(forged)).rejects.toThrow('AADSTS700027')
  })

  test('a managed identity that is registered as a federated credential stands in for the secret; another is refused', async () => {
    const { result } = await signedIn()
    const { application, servicePrincipals, tenantId } = running.emulator.state
    const [identity, stranger] = servicePrincipals.filter((one) => one.servicePrincipalType === 'ManagedIdentity')
    if (!identity || !stranger) throw new Error('the seed has too few managed identities')
    application.federatedCredentials = [
      {
        issuer: `https://login.emulator.test/${tenantId}/v2.0`,
        subject: identity.objectId,
        audience: 'api://AzureADTokenExchange',
      },
    ]
    const exchange = (appId: string) =>
      new ConfidentialClientApplication({
        auth: { ...auth(), clientAssertion: () => identityToken(appId) },
        system: system(),
      }).acquireTokenOnBehalfOf({ oboAssertion: result.accessToken, scopes: ['https://vault.emulator.test/.default'] })
    expect(decodeJwt((await exchange(identity.appId))?.accessToken ?? '').aud).toBe('https://vault.emulator.test')
    await expect(exchange(stranger.appId)).rejects.toThrow('AADSTS70021')
  })
})

async function identityToken(appId: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${running.httpPort}/_emulator/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ account: appId, scope: 'api://AzureADTokenExchange/.default' }),
  })
  const { access_token } = (await response.json()) as { access_token: string } // the emulator's own answer
  return access_token
}

function thumbprint(pem: string): string {
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
  return createHash('sha256').update(der).digest('hex')
}
