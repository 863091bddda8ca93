import { SecretClient } from '@azure/keyvault-secrets'
import { ConfidentialClientApplication, InteractionRequiredAuthError } from '@azure/msal-node'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { FaultRule } from './faults.ts'
import { type RunningEmulator, startEmulator } from './start.ts'
import { redeemCode, signIn } from './testing/sign-in.ts'
import { type TlsClient, tlsClient } from './testing/tls-client.ts'

/** The real vault client, with tokens from the real exchange, on a cloud that misbehaves. */

let running: RunningEmulator
let client: TlsClient
let vaultName: string

beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'empty',
    settleMs: 0,
    caFile: `.cache/test-sdk-${process.pid}.pem`,
  })
  client = tlsClient(running)
  vaultName = [...running.emulator.state.vaults.keys()][0] ?? ''
})
afterAll(() => running?.close())
afterEach(() => running.emulator.faults.replace([]))

function withRules(...rules: FaultRule[]) {
  running.emulator.faults.replace(rules)
  running.emulator.calls.reset()
}
const counted = () => running.emulator.calls.counts().byOperation

/** A vault client that acts for a person, as the application does. */
async function secretClient(parameters: Record<string, string> = {}) {
  const { tenantId, application } = running.emulator.state
  const { body } = await redeemCode(running, await signIn(running, { parameters }))
  const confidential = new ConfidentialClientApplication({
    auth: {
      clientId: application.clientId,
      clientSecret: application.clientSecret,
      authority: `https://login.emulator.test/${tenantId}`,
      knownAuthorities: ['login.emulator.test'],
    },
    system: { networkClient: client.networkClient },
  })
  const credential = {
    async getToken(scopes: string | string[], options?: { claims?: string }) {
      const result = await confidential.acquireTokenOnBehalfOf({
        oboAssertion: body.access_token,
        scopes: [scopes].flat(),
        ...(options?.claims && { claims: options.claims }),
      })
      return { token: result?.accessToken ?? '', expiresOnTimestamp: Date.now() + 60_000 }
    },
  }
  return new SecretClient(`https://${vaultName}.vault.emulator.test`, credential, {
    agent: client.agent,
    retryOptions: { maxRetries: 2, retryDelayInMs: 1, maxRetryDelayInMs: 10 },
  })
}

test('a secret is written and read through the challenge, the exchange and TLS', async () => {
  withRules()
  const secrets = await secretClient()
  await secrets.setSecret('greeting', 'hello')
  expect((await secrets.getSecret('greeting')).value).toBe('hello')
  expect(counted()).toMatchObject({ Authentication: 1, SecretSet: 1, SecretGet: 1, TokenOnBehalfOf: 1 })
})

test('a throttled read is repeated after the time it was told, and is counted twice', async () => {
  const secrets = await secretClient()
  await secrets.setSecret('throttled', 'value')
  withRules({ operation: 'SecretGet', nth: 1, status: 429, retryAfterSeconds: 1 })
  const before = performance.now()
  expect((await secrets.getSecret('throttled')).value).toBe('value')
  expect(performance.now() - before).toBeGreaterThanOrEqual(990)
  expect(counted()).toMatchObject({ SecretGet: 2 })
})

test('a write whose answer is lost was applied nevertheless', async () => {
  const secrets = await secretClient()
  withRules({ operation: 'SecretSet', nth: 1, reset: 'after' }, { operation: 'SecretSet', reset: 'before' })
  await expect(secrets.setSecret('lost', 'value')).rejects.toThrow()
  withRules()
  expect((await secrets.getSecret('lost')).value).toBe('value')
})

test('a step-up that a vault asks for reaches the person, and satisfies the vault once they signed in with it', async () => {
  const claims = { access_token: { acrs: { essential: true, value: 'c1' } } }
  const before = await secretClient()
  await before.setSecret('guarded', 'value')
  withRules({ operation: 'SecretGet', claims })
  const refused = await before.getSecret('guarded').catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(InteractionRequiredAuthError)
  if (!(refused instanceof InteractionRequiredAuthError)) return
  expect(JSON.parse(refused.claims)).toMatchObject(claims)
  const after = await secretClient({ claims: refused.claims })
  expect((await after.getSecret('guarded')).value).toBe('value')
})
