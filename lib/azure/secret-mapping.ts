import 'server-only'
import type { SecretProperties as AzureProperties } from '@azure/keyvault-secrets'
import type { Secret, SecretProperties, SecretVersion } from '../domain/secret.ts'

/** Whole seconds, as Key Vault keeps them: `2027-01-31T00:00:00Z`. */
export const isoDate = (date: Date | undefined | null) => (date ? date.toISOString().replace('.000Z', 'Z') : null)

function toProperties(azure: AzureProperties): SecretProperties {
  return {
    enabled: azure.enabled ?? true,
    createdOn: isoDate(azure.createdOn),
    updatedOn: isoDate(azure.updatedOn),
    expiresOn: isoDate(azure.expiresOn),
    notBefore: isoDate(azure.notBefore),
    contentType: azure.contentType || null,
    tags: { ...azure.tags },
    managed: azure.managed ?? false,
  }
}

/** A row of the secret list, from the SDK's shape. */
export function toSecret(azure: AzureProperties): Secret {
  return { name: azure.name, ...toProperties(azure) }
}

/** One version without its value, from the SDK's shape. */
export function toSecretVersion(azure: AzureProperties): SecretVersion {
  return { name: azure.name, version: azure.version ?? '', ...toProperties(azure) }
}

/** The other way: null where a date is to be cleared, undefined where it stays as it is. */
export function toAzureDate(isoText: string | null | undefined): Date | undefined {
  // The SDK's serializer passes null through, which its type leaves out.
  return isoText ? new Date(isoText) : (isoText as undefined)
}
