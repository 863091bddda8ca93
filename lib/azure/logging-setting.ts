import 'server-only'
import { type LogWorkspace, loggingSetting, loggingSettingName, type NewLogging } from '../domain/logging-setting.ts'
import type { AzureContext } from './context.ts'
import {
  defaultRetentionDays,
  forgetLogSettings,
  logsCalls,
  readSettings,
  settingsPath,
  unseen,
  visibleWorkspaces,
  type Workspace,
  workspaceIdOf,
} from './log-destinations.ts'
import { unlessAmbiguous } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { callResourceManager } from './resource-manager.ts'
import { inventoryVault } from './vaults.ts'

/** The workspaces that Resource Manager shows the caller, by name. */
export async function listWorkspaces(azure: AzureContext): Promise<{ items: LogWorkspace[] }> {
  const items = [...(await visibleWorkspaces(azure)).values()].map(toLogWorkspace)
  return { items: items.toSorted((left, right) => left.name.localeCompare(right.name)) }
}

function toLogWorkspace({ id, name, customerId, retentionDays }: Workspace): LogWorkspace {
  return { id, name, workspaceId: customerId, retentionDays: retentionDays ?? defaultRetentionDays }
}

/**
 * Sends a vault's calls to a workspace, into Key Vault's own table, by a setting of its own: none that is there is replaced.
 * @throws {ProblemError} conflict where the calls go there already; not_found; forbidden
 */
export async function switchLoggingOn(
  azure: AzureContext,
  vaultName: string,
  { workspaceId }: NewLogging,
): Promise<{ name: string; workspaceName: string }> {
  const vault = (await inventoryVault(azure, vaultName))?.vault
  if (!vault) throw new ProblemError(unseen)
  const workspace = [...(await visibleWorkspaces(azure)).values()].find(({ customerId }) => customerId === workspaceId)
  if (!workspace) throw new ProblemError({ code: 'not_found', message: 'You see no workspace of this id.' })
  const { value } = await readSettings(azure, vault.id)
  const isThere = value.some(
    (one) =>
      one.name === loggingSettingName || (logsCalls(one) && workspaceIdOf(one)[0] === workspace.id.toLowerCase()),
  )
  if (isThere) {
    throw new ProblemError({
      code: 'conflict',
      message: `The vault logs its calls to this workspace already, or has a diagnostic setting named ${loggingSettingName}.`,
      remedy: 'Reload. A new setting takes some minutes until its first row.',
    })
  }
  const path = settingsPath(vault.id, `/${loggingSettingName}`)
  await unlessAmbiguous(callResourceManager(azure, 'PUT', path, loggingSetting(workspace.id)))
  forgetLogSettings(azure, vaultName)
  return { name: loggingSettingName, workspaceName: workspace.name }
}
