import 'server-only'
import type { SecretComparison } from '../domain/rollback.ts'
import { compareSecretValues } from '../domain/secret-comparison.ts'
import type { AzureContext } from './context.ts'
import { revealSecret } from './secrets.ts'

/** Compares two versions without giving out either value. Two audited reads. @throws secret_disabled, secret_not_found */
export async function compareSecretVersions(
  azure: AzureContext,
  vaultName: string,
  secretName: string,
  versions: { left: string; right: string },
): Promise<SecretComparison> {
  const [left, right] = await Promise.all([
    revealSecret(azure, vaultName, secretName, versions.left),
    revealSecret(azure, vaultName, secretName, versions.right),
  ])
  return compareSecretValues(left.value, right.value)
}
