import * as z from 'zod/mini'
import { bicepQuote, type Command, commandLine, powershellQuote, terraformQuote } from './command-line.ts'

/** A Log Analytics workspace that the reader can see. */
export const LogWorkspace = z.object({
  /** ARM id. */
  id: z.string(),
  name: z.string(),
  /** GUID. */
  workspaceId: z.string(),
  retentionDays: z.number(),
})
export type LogWorkspace = z.infer<typeof LogWorkspace>

/** Which workspace a vault's calls are to go to. */
export const NewLogging = z.strictObject({ workspaceId: z.guid('It is not a GUID.') })
export type NewLogging = z.infer<typeof NewLogging>

/** A name of its own, so that no setting that is there is replaced. */
export const loggingSettingName = 'strongroom-audit'

/**
 * A diagnostic setting that sends every call into Key Vault's own table.
 * @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings/create-or-update
 */
export function loggingSetting(workspaceResourceId: string) {
  return {
    properties: {
      workspaceId: workspaceResourceId,
      logAnalyticsDestinationType: 'Dedicated',
      logs: [{ category: 'AuditEvent', enabled: true }],
      metrics: [],
    },
  }
}

/**
 * Ways to switch logging on without Strongroom, and to switch it off again. Ids are ARM ids, or placeholders.
 * @public
 */
export function loggingCommands(vaultId: string, workspaceResourceId: string): Command[] {
  const logs = JSON.stringify([{ category: 'AuditEvent', enabled: true }])
  const name = ['--name', loggingSettingName, '--resource', vaultId]
  const vaultName = vaultId.slice(vaultId.lastIndexOf('/') + 1)
  const setting = ['az', 'monitor', 'diagnostic-settings']
  return [
    {
      label: 'Azure CLI',
      text: commandLine(
        ...setting,
        ...['create', ...name, '--workspace', workspaceResourceId, '--logs', logs],
        ...['--export-to-resource-specific', 'true'],
      ),
    },
    {
      label: 'PowerShell',
      text: [
        'New-AzDiagnosticSetting',
        `-Name ${powershellQuote(loggingSettingName)} -ResourceId ${powershellQuote(vaultId)}`,
        `-WorkspaceId ${powershellQuote(workspaceResourceId)} -LogAnalyticsDestinationType Dedicated`,
        '-Log (New-AzDiagnosticSettingLogSettingsObject -Category AuditEvent -Enabled $true)',
      ].join(' '),
    },
    {
      label: 'Bicep',
      text: `resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: ${bicepQuote(vaultName)}
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: ${bicepQuote(loggingSettingName)}
  scope: vault
  properties: {
    workspaceId: ${bicepQuote(workspaceResourceId)}
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'AuditEvent'
        enabled: true
      }
    ]
  }
}`,
    },
    {
      label: 'Terraform',
      text: `resource "azurerm_monitor_diagnostic_setting" "audit" {
  name                           = ${terraformQuote(loggingSettingName)}
  target_resource_id             = ${terraformQuote(vaultId)}
  log_analytics_workspace_id     = ${terraformQuote(workspaceResourceId)}
  log_analytics_destination_type = "Dedicated"

  enabled_log {
    category = "AuditEvent"
  }
}`,
    },
    { label: 'Undo', text: commandLine(...setting, 'delete', ...name) },
  ]
}
