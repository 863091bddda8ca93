import type { DeletedSecret, Secret, SecretVersion } from '../state.ts'
import type { KeyVaultCall } from './operation.ts'

const dayInSeconds = 86_400
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
  return { ...deletion(call, secret), ...versionBundle(call, secret, currentVersion(secret)) }
}

export function deletedItem(call: KeyVaultCall, secret: DeletedSecret) {
  return { ...deletion(call, secret), ...secretItem(call, secret) }
}

export function secretId({ vaultUri }: KeyVaultCall, name: string, version?: string): string {
  return `${vaultUri}/secrets/${name}${version ? `/${version}` : ''}`
}

/** When a secret deleted at `now` goes for good. */
export function purgeDate(now: number, { vault }: KeyVaultCall): number {
  return now + vault.softDeleteRetentionInDays * dayInSeconds
}

/** What the audit log keeps of a version. */
export function auditedProperties(version: SecretVersion) {
  const { enabled, nbf, exp, contentType } = version
  return { secretProperties: { ...(contentType && { type: contentType }), attributes: dates({ enabled, nbf, exp }) } }
}

function deletion({ vaultUri }: KeyVaultCall, { name, deletedDate, scheduledPurgeDate }: DeletedSecret) {
  return { recoveryId: `${vaultUri}/deletedsecrets/${name}`, deletedDate, scheduledPurgeDate }
}

function properties(call: KeyVaultCall, secret: Secret, version: SecretVersion) {
  const { contentType, tags, managedKeyName } = version
  const previous = previousVersion(call, secret, version)
  return {
    attributes: attributes(call, version),
    ...(Object.keys(tags).length > 0 && { tags }),
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
    apiVersion >= '2025-06-01' && version.managedKeyName !== undefined && version.created > previousVersionSince
  return isTold ? secret.versions[secret.versions.indexOf(version) - 1]?.version : undefined
}

function attributes({ vault, apiVersion }: KeyVaultCall, version: SecretVersion) {
  const { enabled, nbf, exp, created, updated } = version
  const isCustomized = vault.softDeleteRetentionInDays < 90
  const recoveryLevel = `${isCustomized ? 'CustomizedRecoverable' : 'Recoverable'}${vault.enablePurgeProtection ? '' : '+Purgeable'}`
  return {
    ...dates({ enabled, nbf, exp }),
    created,
    updated,
    recoveryLevel,
    ...(apiVersion !== '7.0' && { recoverableDays: vault.softDeleteRetentionInDays }),
  }
}

function dates({ enabled, nbf, exp }: { enabled: boolean; nbf: number | undefined; exp: number | undefined }) {
  return { enabled, ...(nbf !== undefined && { nbf }), ...(exp !== undefined && { exp }) }
}
