import 'server-only'
import type { SetSecretOptions } from '@azure/keyvault-secrets'
import type { Deletion } from '../domain/object-properties.ts'
import type { Page } from '../domain/page.ts'
import type {
  NewSecretVersion,
  RevealedSecret,
  Secret,
  SecretPropertiesPatch,
  SecretVersion,
} from '../domain/secret.ts'
import { currentVersionOf } from '../domain/secret-versions.ts'
import { pagesOf } from './call-scope.ts'
import type { AzureContext } from './context.ts'
import { deletionOf } from './deletion.ts'
import { assertDatesCleared, mergeTags } from './object-patch.ts'
import { unlessAmbiguous } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { toAzureDate, toSecret, toSecretVersion } from './secret-mapping.ts'
import { secretClient } from './vaults.ts'

/** The secrets of a vault, 25 a page, with the properties of their current versions. One audited `SecretList` a page. */
export async function* listSecrets(azure: AzureContext, vaultName: string): AsyncGenerator<Page<Secret>> {
  const pages = secretClient(azure, vaultName).listPropertiesOfSecrets().byPage()
  for await (const page of pagesOf(azure, pages)) yield { items: page.map(toSecret) }
}

/** The versions of a secret, 25 a page, in no promised order. Key Vault lists none of a secret that does not exist. */
export async function* listSecretVersions(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
): AsyncGenerator<Page<SecretVersion>> {
  const pages = secretClient(azure, vaultName).listPropertiesOfSecretVersions(secretName).byPage()
  let isEmpty = true
  for await (const page of pagesOf(azure, pages)) {
    isEmpty &&= page.length === 0
    if (page.length > 0) yield { items: page.map(toSecretVersion) }
  }
  if (isEmpty) throw secretNotFound()
}

/**
 * The properties of the current version, without a read of the value (docs/decisions/006). Where several versions are of
 * the same second, `knownVersion` settles which one is current.
 */
export async function getCurrentVersion(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  knownVersion?: string,
): Promise<SecretVersion> {
  const { current } = currentVersionOf(await allVersions(azure, vaultName, secretName), knownVersion)
  if (!current) throw secretNotFound()
  return current
}

/** Every version of a secret, in no promised order. @throws secret_not_found */
export async function allVersions(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
): Promise<SecretVersion[]> {
  const versions: SecretVersion[] = []
  for await (const { items } of listSecretVersions(azure, vaultName, secretName)) versions.push(...items)
  return versions
}

/** The value of one version: an audited `SecretGet`. @throws secret_disabled, secret_not_found */
export async function revealSecret(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  version: string,
): Promise<RevealedSecret> {
  const { value = '', properties } = await secretClient(azure, vaultName).getSecret(secretName, { version })
  return { version: properties.version ?? version, value, contentType: properties.contentType ?? null }
}

/**
 * Writes a new secret or a new version of one. Sent once: an unknown outcome is `outcome_unknown`. Key Vault takes no
 * "only where there is none", so one call looks before; another writer of the same moment shows in the version list alone.
 * @throws secret_exists where it was to be new and is not; nothing is written then
 */
export async function setSecret(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  { value, isNew, ...properties }: NewSecretVersion,
): Promise<SecretVersion> {
  if (isNew) await assertUnused(azure, vaultName, secretName)
  const { expiresOn, notBefore, contentType, tags, enabled } = properties
  const options: SetSecretOptions = {
    enabled: enabled ?? true,
    tags: tags ?? {},
    ...(contentType && { contentType }),
    ...(expiresOn && { expiresOn: new Date(expiresOn) }),
    ...(notBefore && { notBefore: new Date(notBefore) }),
  }
  const written = await unlessAmbiguous(secretClient(azure, vaultName).setSecret(secretName, value, options))
  return toSecretVersion(written.properties)
}

async function assertUnused(azure: AzureContext, vaultName: string, secretName: string): Promise<void> {
  const pages = secretClient(azure, vaultName).listPropertiesOfSecretVersions(secretName).byPage()
  for await (const page of pagesOf(azure, pages)) {
    if (page.length === 0) continue
    throw new ProblemError({
      code: 'secret_exists',
      message: 'There is a secret of this name in the vault already. Nothing was written.',
      remedy: 'Choose another name, or open that secret to add a version to it.',
    })
  }
}

/** Changes the named properties of one version and no other. Key Vault replaces all tags, so they are read again first. */
export async function updateSecretVersion(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  version: string,
  { tags: tagPatch, expiresOn, notBefore, contentType, enabled }: SecretPropertiesPatch,
): Promise<SecretVersion> {
  const tags = tagPatch && mergeTags('secret', await tagsOf(azure, vaultName, secretName, version), tagPatch)
  const client = secretClient(azure, vaultName)
  const options = {
    ...(enabled !== undefined && { enabled }),
    // Key Vault takes a null for "leave it"; an empty text is what clears it.
    ...(contentType !== undefined && { contentType: contentType ?? '' }),
    ...(tags && { tags }),
    ...(expiresOn !== undefined && { expiresOn: toAzureDate(expiresOn) }),
    ...(notBefore !== undefined && { notBefore: toAzureDate(notBefore) }),
  }
  const updated = toSecretVersion(await unlessAmbiguous(client.updateSecretProperties(secretName, version, options)))
  assertDatesCleared({ expiresOn, notBefore }, updated)
  return updated
}

/**
 * Changes the named properties of the version that is current when the change arrives, and of no other. Tags are merged
 * with those of the version that is current now, so a change of tags names that version.
 */
export async function updateCurrentSecret(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  patch: SecretPropertiesPatch,
): Promise<SecretVersion> {
  const version = patch.tags ? (await getCurrentVersion(azure, vaultName, secretName)).version : ''
  return updateSecretVersion(azure, vaultName, secretName, version, patch)
}

/** From the version list, which needs no right to the value and leaves no read of it in the audit log. */
async function tagsOf(azure: AzureContext, vaultName: string, secretName: string, version: string) {
  for await (const { items } of listSecretVersions(azure, vaultName, secretName)) {
    const found = items.find((item) => item.version === version)
    if (found) return found.tags
  }
  throw secretNotFound()
}

/** Deletes a secret with all its versions, recoverably. The name stays taken until it is recovered or purged. */
export function deleteSecret(azure: AzureContext, vaultName: string, secretName: string): Promise<Deletion> {
  return deletionOf(secretName, (options) => secretClient(azure, vaultName).beginDeleteSecret(secretName, options))
}

function secretNotFound(): ProblemError {
  return new ProblemError({ code: 'secret_not_found', message: 'There is no such secret in this vault.' })
}
