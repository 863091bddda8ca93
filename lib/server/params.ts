import 'server-only'
import * as z from 'zod/mini'
import { SecretName, SecretVersionId, VaultName } from '../domain/names.ts'

/** What the addresses of the API name. Everything in them is a bare name; nothing can choose a host or a path. */
export const VaultParams = z.object({ vaultName: VaultName })
export const SecretParams = z.object({ vaultName: VaultName, secretName: SecretName })
export const VersionParams = z.object({ vaultName: VaultName, secretName: SecretName, version: SecretVersionId })
