import 'server-only'
import type { CreateKeyOptions, UpdateKeyPropertiesOptions } from '@azure/keyvault-keys'
import type { ImportKey, Key, KeyDetail, KeyPropertiesPatch, KeyVersion, NewKey } from '../domain/key.ts'
import type { Deletion } from '../domain/object-properties.ts'
import type { Page } from '../domain/page.ts'
import type { NewRotationPolicy, RotationPolicy } from '../domain/rotation-policy.ts'
import { pagesOf } from './call-scope.ts'
import type { AzureContext } from './context.ts'
import { deletionOf } from './deletion.ts'
import { toKey, toKeyDetail, toKeyVersion, toRotationPolicy } from './key-mapping.ts'
import { assertDatesCleared, mergeTags } from './object-patch.ts'
import { unlessAmbiguous } from './outcome.ts'
import { readPrivateKey } from './private-key.ts'
import { ProblemError } from './problem-error.ts'
import { toAzureDate } from './secret-mapping.ts'
import { keyClient } from './vaults.ts'

/** The keys of a vault, 25 a page, with the properties of their current versions. One audited `KeyList` a page. */
export async function* listKeys(azure: AzureContext, vaultName: string): AsyncGenerator<Page<Key>> {
  const pages = keyClient(azure, vaultName).listPropertiesOfKeys().byPage()
  for await (const page of pagesOf(azure, pages)) yield { items: page.map(toKey) }
}

/** The versions of a key, 25 a page, in no promised order. Key Vault lists none of a key that does not exist. */
export async function* listKeyVersions(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
): AsyncGenerator<Page<KeyVersion>> {
  const pages = keyClient(azure, vaultName).listPropertiesOfKeyVersions(keyName).byPage()
  let isEmpty = true
  for await (const page of pagesOf(azure, pages)) {
    isEmpty &&= page.length === 0
    if (page.length > 0) yield { items: page.map(toKeyVersion) }
  }
  if (isEmpty) throw new ProblemError({ code: 'key_not_found', message: 'There is no such key in this vault.' })
}

/**
 * One version with its public half, the current one where none is named: an audited `KeyGet`, also of a disabled key.
 * @throws key_not_found
 */
export async function getKey(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
  version?: string,
): Promise<KeyDetail> {
  return toKeyDetail(await keyClient(azure, vaultName).getKey(keyName, version ? { version } : {}))
}

/** Has Key Vault make a key, or a new version of one. Sent once: an unknown outcome is `outcome_unknown`. */
export async function createKey(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
  { keyType, isHsm = false, keySizeBits, curve, ...properties }: NewKey,
): Promise<KeyDetail> {
  const client = keyClient(azure, vaultName)
  const options = { ...newKeyOptions(properties), hsm: isHsm }
  const making =
    keyType === 'RSA'
      ? client.createRsaKey(keyName, { ...options, keySize: keySizeBits ?? 2048 })
      : client.createEcKey(keyName, { ...options, curve: curve ?? 'P-256' })
  return toKeyDetail(await unlessAmbiguous(making))
}

/**
 * Takes a private key in, as a new key or a new version of one. It passes through and is kept nowhere here.
 * @throws key_unreadable for what is no private key that a vault takes
 */
export async function importKey(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
  { material, passphrase, isHsm = false, ...properties }: ImportKey,
): Promise<KeyDetail> {
  const { keyOps, ...options } = newKeyOptions(properties)
  const key = { ...readPrivateKey(material, passphrase), ...(keyOps && { keyOps }) }
  const importing = keyClient(azure, vaultName).importKey(keyName, key, { ...options, hardwareProtected: isHsm })
  return toKeyDetail(await unlessAmbiguous(importing))
}

function newKeyOptions(properties: Pick<NewKey, 'enabled' | 'tags' | 'operations' | 'expiresOn' | 'notBefore'>) {
  const { enabled = true, tags = {}, operations, expiresOn, notBefore } = properties
  return {
    enabled,
    tags,
    ...(operations && { keyOps: operations as CreateKeyOptions['keyOps'] & object }), // ours are a part of the SDK's
    ...(expiresOn && { expiresOn: new Date(expiresOn) }),
    ...(notBefore && { notBefore: new Date(notBefore) }),
  }
}

/** Changes the named properties of one version and no other. Key Vault replaces all tags, so they are read again first. */
export async function updateKeyVersion(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
  version: string,
  { tags: patch, expiresOn, notBefore, operations, enabled }: KeyPropertiesPatch,
): Promise<KeyDetail> {
  const tags = patch && mergeTags('key', (await getKey(azure, vaultName, keyName, version)).tags, patch)
  const options: UpdateKeyPropertiesOptions = {
    ...(enabled !== undefined && { enabled }),
    ...(operations && { keyOps: operations as UpdateKeyPropertiesOptions['keyOps'] & object }), // as above
    ...(tags && { tags }),
    ...(expiresOn !== undefined && { expiresOn: toAzureDate(expiresOn) as Date }), // null clears it
    ...(notBefore !== undefined && { notBefore: toAzureDate(notBefore) as Date }),
  }
  const client = keyClient(azure, vaultName)
  const updated = toKeyDetail(await unlessAmbiguous(client.updateKeyProperties(keyName, version, options)))
  assertDatesCleared({ expiresOn, notBefore }, updated)
  return updated
}

/** As `updateKeyVersion`, of the version that is current when the change arrives; a change of tags names the one that is current now. */
export async function updateCurrentKey(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
  patch: KeyPropertiesPatch,
): Promise<KeyDetail> {
  const version = patch.tags ? (await getKey(azure, vaultName, keyName)).version : ''
  return updateKeyVersion(azure, vaultName, keyName, version, patch)
}

/** Has Key Vault make the next version as the rotation policy says. @throws outcome_unknown */
export async function rotateKey(azure: AzureContext, vaultName: string, keyName: string): Promise<KeyDetail> {
  return toKeyDetail(await unlessAmbiguous(keyClient(azure, vaultName).rotateKey(keyName)))
}

/** How Key Vault follows the key up; without a policy of its own it notifies 30 days before an expiry. */
export async function getRotationPolicy(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
): Promise<RotationPolicy> {
  return toRotationPolicy(await keyClient(azure, vaultName).getKeyRotationPolicy(keyName))
}

/** Replaces the policy. @throws outcome_unknown */
export async function setRotationPolicy(
  azure: AzureContext,
  vaultName: string,
  keyName: string,
  { expiresIn, rotate, notifyBeforeExpiry }: NewRotationPolicy,
): Promise<RotationPolicy> {
  const trigger = rotate?.trigger === 'afterCreation' ? 'timeAfterCreate' : 'timeBeforeExpiry'
  const writing = keyClient(azure, vaultName).updateKeyRotationPolicy(keyName, {
    ...(expiresIn !== null && { expiresIn }),
    lifetimeActions: [
      ...(rotate ? [{ action: 'Rotate' as const, [trigger]: rotate.duration }] : []),
      ...(notifyBeforeExpiry ? [{ action: 'Notify' as const, timeBeforeExpiry: notifyBeforeExpiry }] : []),
    ],
  })
  return toRotationPolicy(await unlessAmbiguous(writing))
}

/** Deletes a key with all its versions, recoverably. The name stays taken until it is recovered or purged. */
export function deleteKey(azure: AzureContext, vaultName: string, keyName: string): Promise<Deletion> {
  return deletionOf(keyName, (options) => keyClient(azure, vaultName).beginDeleteKey(keyName, options))
}
