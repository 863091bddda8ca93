import { type Command, commandLine, powershellQuote } from './command-line.ts'
import type { PlanStep, PolicyPlan } from './policy-plan.ts'

interface Place {
  subscriptionId: string
  resourceGroup: string
}

function placeOf({ vaultId }: PolicyPlan): Place {
  const [, subscriptionId = '', resourceGroup = ''] =
    /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)/i.exec(vaultId) ?? []
  return { subscriptionId, resourceGroup }
}

/** The plan as scripts: roles first, then time for them to spread, then the switch. */
export function planCommands(plan: PolicyPlan): Command[] {
  return scripts(plan, plan.steps, (step) => [cli(plan, step, true), powershell(plan, step, true)])
}

/** The way back, from the last step to the first. Entries of access policies are still there. */
export function undoCommands(plan: PolicyPlan): Command[] {
  const steps = plan.steps.filter(({ kind }) => kind !== 'wait').toReversed()
  return scripts(plan, steps, (step) => [cli(plan, step, false), powershell(plan, step, false)])
}

function scripts(
  plan: PolicyPlan,
  steps: readonly PlanStep[],
  linesOf: (step: PlanStep) => [string, string],
): Command[] {
  const { subscriptionId } = placeOf(plan)
  const lines = steps.map(linesOf)
  return [
    {
      label: 'Azure CLI',
      text: [
        'set -e',
        commandLine('az', 'account', 'set', '--subscription', subscriptionId),
        ...lines.map(([line]) => line),
      ].join('\n'),
    },
    {
      label: 'PowerShell',
      text: [
        "$ErrorActionPreference = 'Stop'",
        `Set-AzContext -Subscription ${powershellQuote(subscriptionId)}`,
        ...lines.map(([, line]) => line),
      ].join('\n'),
    },
  ]
}

const assignmentId = ({ vaultId }: PolicyPlan, name: string) =>
  `${vaultId}/providers/Microsoft.Authorization/roleAssignments/${name}`

const definitionOf = ({ role }: Extract<PlanStep, { kind: 'createRole' }>) => ({
  Name: role.roleName,
  Description: role.description,
  Actions: [],
  DataActions: role.dataActions,
  AssignableScopes: [role.assignableScope],
})

function cli(plan: PolicyPlan, step: PlanStep, isForward: boolean): string {
  switch (step.kind) {
    case 'createRole':
      return isForward
        ? commandLine('az', 'role', 'definition', 'create', '--role-definition', JSON.stringify(definitionOf(step)))
        : commandLine('az', 'role', 'definition', 'delete', '--name', step.role.roleName)
    case 'assignRole':
      return isForward
        ? commandLine(
            ...['az', 'role', 'assignment', 'create', '--name', step.assignmentName, '--role', step.roleName],
            ...['--assignee-object-id', step.principalId],
            ...(step.principalType ? ['--assignee-principal-type', step.principalType] : []),
            ...['--scope', plan.vaultId],
          )
        : commandLine('az', 'role', 'assignment', 'delete', '--ids', assignmentId(plan, step.assignmentName))
    case 'wait':
      return '# A role takes up to 10 minutes until it works everywhere.\nsleep 600'
    case 'switchModel':
      return commandLine(
        ...['az', 'keyvault', 'update', '--name', plan.vaultName, '--resource-group', placeOf(plan).resourceGroup],
        ...['--enable-rbac-authorization', String(isForward)],
      )
  }
}

function powershell(plan: PolicyPlan, step: PlanStep, isForward: boolean): string {
  switch (step.kind) {
    case 'createRole':
      return isForward
        ? `New-AzRoleDefinition -Role ([Microsoft.Azure.Commands.Resources.Models.Authorization.PSRoleDefinition](${powershellQuote(JSON.stringify(definitionOf(step)))} | ConvertFrom-Json))`
        : `Remove-AzRoleDefinition -Name ${powershellQuote(step.role.roleName)} -Force`
    case 'assignRole':
      return `${isForward ? 'New' : 'Remove'}-AzRoleAssignment -ObjectId ${powershellQuote(step.principalId)} -RoleDefinitionName ${powershellQuote(step.roleName)} -Scope ${powershellQuote(plan.vaultId)}`
    case 'wait':
      return '# A role takes up to 10 minutes until it works everywhere.\nStart-Sleep -Seconds 600'
    case 'switchModel':
      return `Update-AzKeyVault -VaultName ${powershellQuote(plan.vaultName)} -ResourceGroupName ${powershellQuote(placeOf(plan).resourceGroup)} -DisableRbacAuthorization $${!isForward}`
  }
}
