import { changeVaultSettings, getVaultSettings } from '@/lib/azure/vault-settings.ts'
import { VaultSettingsChange } from '@/lib/domain/vault-settings.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => getVaultSettings(azure, params.vaultName))

export const PATCH = route(
  { params: VaultParams, body: VaultSettingsChange, audit: 'updateVault', limit: { writes: 1 } },
  ({ azure, params, body }) => changeVaultSettings(azure, params.vaultName, body),
)

export const { PUT, POST, DELETE, OPTIONS } = methodNotAllowed('GET', 'PATCH')
