import type { TokenCredential } from '@azure/core-auth'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { CertificateClient } from '@azure/keyvault-certificates'
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import type { SmallCloud } from './small-cloud.ts'
import type { Person } from './small-state.ts'
import { tlsClient } from './tls-client.ts'

export interface VaultClientOptions {
  person?: Person
  serviceVersion?: '7.5'
  policy?: PipelinePolicy
}

/** All of the vendor's clients of one vault: a certificate is seen through the three of them. */
export function vaultClients(cloud: SmallCloud, vaultName: string, options: VaultClientOptions = {}) {
  const { person = 'administrator', serviceVersion, policy } = options
  const credential: TokenCredential = {
    getToken: async () => ({ token: await cloud.token(person), expiresOnTimestamp: Date.now() + 3_600_000 }),
  }
  const settings = {
    agent: tlsClient(cloud).agent,
    retryOptions: { maxRetries: 0 },
    ...(serviceVersion && { serviceVersion }),
    ...(policy && { additionalPolicies: [{ position: 'perRetry' as const, policy }] }),
  }
  const url = `https://${vaultName}.vault.emulator.test`
  return {
    url,
    certificates: new CertificateClient(url, credential, settings),
    secrets: new SecretClient(url, credential, settings),
    keys: new KeyClient(url, credential, settings),
    cryptography: (keyId: string) => new CryptographyClient(keyId, credential, settings),
  }
}
