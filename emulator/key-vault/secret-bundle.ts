import type { DeletedSecret, Secret, SecretVersion } from '../state.ts'
import { isSince } from './api-version.ts'
import { answeredAttributes, answeredDates, answeredDeletion, answeredTags } from './object-attributes.ts'
import type { KeyVaultCall } from './operation.ts'

/** Since then a version that backs a certificate names the one before it. */
const previousVersionSince = Date.UTC(2025, 5, 1) / 1000

export function currentVersion(secret: Secret): SecretVersion {
  const current = secret.versions.at(-1)
  if (!current) throw new Error(`The secret ${secret.name} has no version; the state promises at least one.`)
  return current
}

/** A secret as GetSecret answers it: the only shape with a value. */
export function secretBundle(call: KeyVaultCall, secret: Secret, version: SecretVersion) {
  return { value: version.value, ...versionBundle(call, secret, version) }
}

/** A version without its value. */
export function versionBundle(call: KeyVaultCall, secret: Secret, version: SecretVersion) {
  return {
    id: secretId(call, secret.name, version.version),
    ...properties(call, secret, version),
    ...key(call, version),
  }
}

/** A row of the list of versions. */
export function versionItem(call: KeyVaultCall, secret: Secret, version: SecretVersion) {
  return { id: secretId(call, secret.name, version.version), ...properties(call, secret, version) }
}

/** A row of the list of secrets: the current version's properties under the versionless id. */
export function secretItem(call: KeyVaultCall, secret: Secret) {
  return { id: secretId(call, secret.name), ...properties(call, secret, currentVersion(secret)) }
}

export function deletedBundle(call: KeyVaultCall, secret: DeletedSecret) {
  return { ...answeredDeletion(call, 'deletedsecrets', secret), ...versionBundle(call, secret, currentVersion(secret)) }
}

export function deletedItem(call: KeyVaultCall, secret: DeletedSecret) {
  return { ...answeredDeletion(call, 'deletedsecrets', secret), ...secretItem(call, secret) }
}

export function secretId({ vaultUri }: KeyVaultCall, name: string, version?: string): string {
  return `${vaultUri}/secrets/${name}${version ? `/${version}` : ''}`
}

/** What the audit log keeps of a version. */
export function auditedProperties(version: SecretVersion) {
  const { enabled, nbf, exp, contentType } = version
  return {
    secretProperties: { ...(contentType && { type: contentType }), attributes: answeredDates({ enabled, nbf, exp }) },
  }
}

function properties(call: KeyVaultCall, secret: Secret, version: SecretVersion) {
  const { contentType, tags, managedKeyName } = version
  const previous = previousVersion(call, secret, version)
  return {
    attributes: answeredAttributes(call, version),
    ...answeredTags(tags),
    ...(contentType !== undefined && { contentType }),
    ...(managedKeyName !== undefined && { managed: true }),
    ...(previous && { previousVersion: previous }),
  }
}

function key({ vaultUri }: KeyVaultCall, { managedKeyName, version }: SecretVersion) {
  return managedKeyName === undefined ? {} : { kid: `${vaultUri}/keys/${managedKeyName}/${version}` }
}

function previousVersion({ apiVersion }: KeyVaultCall, secret: Secret, version: SecretVersion): string | undefined {
  const isTold =
    isSince(apiVersion, '2025-06-01') && version.managedKeyName !== undefined && version.created > previousVersionSince
  return isTold ? secret.versions[secret.versions.indexOf(version) - 1]?.version : undefined
}
