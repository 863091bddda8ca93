import 'server-only'
import type { SetSecretOptions } from '@azure/keyvault-secrets'
import type { Page } from '../domain/page.ts'
import {
  type DeletedSecret,
  type NewSecretVersion,
  type RevealedSecret,
  type Secret,
  type SecretPropertiesPatch,
  type SecretVersion,
  secretLimits,
  tagCountMessage,
} from '../domain/secret.ts'
import { currentVersionOf } from '../domain/secret-versions.ts'
import { pagesOf } from './call-scope.ts'
import type { AzureContext } from './context.ts'
import { unlessAmbiguous } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { isoDate, toAzureDate, toSecret, toSecretVersion } from './secret-mapping.ts'
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

/** Writes a new secret or a new version of one. Sent once: an unknown outcome is `outcome_unknown`. */
export async function setSecret(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  { value, ...properties }: NewSecretVersion,
): Promise<SecretVersion> {
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

/** Changes the named properties of one version and no other. Key Vault replaces all tags, so they are read again first. */
export async function updateSecretVersion(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  version: string,
  { tags: tagPatch, expiresOn, notBefore, contentType, enabled }: SecretPropertiesPatch,
): Promise<SecretVersion> {
  const tags = tagPatch && mergeTags(await tagsOf(azure, vaultName, secretName, version), tagPatch)
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
  if ((expiresOn === null && updated.expiresOn) || (notBefore === null && updated.notBefore)) throw dateWasKept()
  return updated
}

/** Whether a vault takes null for "no date" or for "leave it" is not documented, so its answer decides what we say. */
function dateWasKept(): ProblemError {
  return new ProblemError({
    code: 'conflict',
    message: 'Key Vault kept the date: it does not remove one from a version that has it. Other changes were made.',
    remedy: 'Write a new version without the date.',
  })
}

/** RFC 7396: null removes a tag, a tag that is not named stays. @throws invalid_request where they come to be too many */
function mergeTags(tags: Record<string, string>, patch: Record<string, string | null>): Record<string, string> {
  const merged = new Map(Object.entries(tags))
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name)
    else merged.set(name, value)
  }
  if (merged.size > secretLimits.tags) {
    throw new ProblemError({
      code: 'invalid_request',
      message: tagCountMessage,
      fields: [{ path: 'tags', message: tagCountMessage }],
    })
  }
  return Object.fromEntries(merged)
}

/** From the version list, which needs no right to the value and leaves no read of it in the audit log. */
async function tagsOf(azure: AzureContext, vaultName: string, secretName: string, version: string) {
  for await (const { items } of listSecretVersions(azure, vaultName, secretName)) {
    const found = items.find((item) => item.version === version)
    if (found) return found.tags
  }
  throw secretNotFound()
}

/** The part of Key Vault's answer to a deletion that the SDK's poller drops when its own later call fails. */
interface DeletedBody {
  deletedDate?: number
  scheduledPurgeDate?: number
  attributes?: { recoveryLevel?: string }
}

/** Deletes a secret with all its versions, recoverably. The name stays taken until it is recovered or purged. */
export async function deleteSecret(azure: AzureContext, vaultName: string, secretName: string): Promise<DeletedSecret> {
  let answer: DeletedBody | undefined
  const deleting = secretClient(azure, vaultName).beginDeleteSecret(secretName, {
    onResponse: (response) => {
      // Key Vault's own body, as models.tsp describes it.
      if (response.request.method === 'DELETE' && response.status === 200) answer = response.parsedBody as DeletedBody
    },
  })
  // The poller then looks whether the deletion shows yet; by that time it has happened, whatever the look says.
  await unlessAmbiguous(deleting.catch((error: unknown) => answer ?? Promise.reject(error)))
  return {
    name: secretName,
    deletedOn: isoSeconds(answer?.deletedDate),
    scheduledPurgeDate: isoSeconds(answer?.scheduledPurgeDate),
    recoveryLevel: answer?.attributes?.recoveryLevel ?? null,
  }
}

const isoSeconds = (seconds: number | undefined) => (seconds ? isoDate(new Date(seconds * 1000)) : null)

function secretNotFound(): ProblemError {
  return new ProblemError({ code: 'secret_not_found', message: 'There is no such secret in this vault.' })
}
