import 'server-only'
import type { CryptographyClient } from '@azure/keyvault-keys'
import type { DecryptRequest, EncryptRequest, SignRequest, VerifyRequest } from '../domain/key-algorithms.ts'
import type { AzureContext } from './context.ts'
import { keyClient } from './vaults.ts'

/** One version of a key. */
export interface KeyVersionPlace {
  vaultName: string
  keyName: string
  version: string
}

/**
 * Uses of a key by Key Vault itself. The SDK's client would fetch the public half, judge dates by its own clock and
 * encrypt locally: what the vault permits and audits would then be neither asked nor written. So its remote half alone.
 */
function remote(azure: AzureContext, { vaultName, keyName, version }: KeyVersionPlace): CryptographyClient {
  const client = keyClient(azure, vaultName).getCryptographyClient(keyName, { keyVersion: version })
  // A private field, with the same four functions; the version of the SDK is pinned, and the tests count the calls.
  return (client as unknown as { remoteProvider: CryptographyClient }).remoteProvider
}

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
const text = (result: Uint8Array) => Buffer.from(result).toString('base64url')

/** Signs a digest: an audited `KeySign`. @throws key_unusable */
export async function signWithKey(azure: AzureContext, place: KeyVersionPlace, { algorithm, digest }: SignRequest) {
  const { result } = await remote(azure, place).sign(algorithm, bytes(digest))
  return { signature: text(result) }
}

/** Checks a signature of a digest: an audited `KeyVerify`. @throws key_unusable */
export async function verifyWithKey(
  azure: AzureContext,
  place: KeyVersionPlace,
  { algorithm, digest, signature }: VerifyRequest,
) {
  const { result } = await remote(azure, place).verify(algorithm, bytes(digest), bytes(signature))
  return { isValid: result }
}

/** Encrypts a short text: an audited `KeyEncrypt`. @throws key_unusable */
export async function encryptWithKey(
  azure: AzureContext,
  place: KeyVersionPlace,
  { algorithm, plaintext }: EncryptRequest,
) {
  const { result } = await remote(azure, place).encrypt({ algorithm, plaintext: bytes(plaintext) })
  return { ciphertext: text(result) }
}

/** Decrypts: an audited `KeyDecrypt`. The plaintext is in the answer and nowhere else. @throws key_unusable */
export async function decryptWithKey(
  azure: AzureContext,
  place: KeyVersionPlace,
  { algorithm, ciphertext }: DecryptRequest,
) {
  const { result } = await remote(azure, place).decrypt({ algorithm, ciphertext: bytes(ciphertext) })
  return { plaintext: text(result) }
}
