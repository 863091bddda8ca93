import type { DenyAssignment, RoleAssignment, RoleEligibility } from '../state.ts'
import { assignment, vaultScope } from './access.ts'
import { daySeconds } from './make-secret.ts'
import { people, teams, workloads } from './people.ts'
import { guid } from './random.ts'

/** Access that is more than a role at a scope: eligible, for a time, under a condition, denied. */

/** Roles that may be activated for an incident. */
export function roleEligibilities(today: number): RoleEligibility[] {
  const eligible = (grant: Parameters<typeof assignment>[0], days: number): RoleEligibility => {
    const made = assignment(grant, today)
    return { ...made, name: guid(`eligible ${made.name}`), startsOn: made.createdOn, endsOn: today + days * daySeconds }
  }
  return [
    eligible([teams.onCall, 'Group', 'Key Vault Administrator', vaultScope('kv-billing-prod-weu')], 120),
    eligible([people.daniel, 'User', 'Key Vault Secrets Officer', vaultScope('kv-payments-prod-weu')], 45),
  ]
}

export function specialAssignments(today: number): RoleAssignment[] {
  const namesOfItsOwn =
    "((!(ActionMatches{'Microsoft.KeyVault/vaults/secrets/getSecret/action'})) OR (@Resource[Microsoft.KeyVault/vaults/secrets:name] StringStartsWith 'siem-'))"
  return [
    {
      ...assignment(
        [workloads.devPlayground, 'ServicePrincipal', 'Key Vault Reader', vaultScope('kv-customs-prod-neu')],
        today,
      ),
      description: 'For the migration of the customs interface',
      endsOn: today + 9 * daySeconds,
    },
    {
      ...assignment(
        [workloads.siemExporter, 'ServicePrincipal', 'Key Vault Secrets User', vaultScope('kv-billing-prod-weu')],
        today,
      ),
      condition: namesOfItsOwn,
    },
  ]
}

/** What a deployment stack puts around the resources that it manages. */
export function denyAssignments(): DenyAssignment[] {
  return [
    {
      name: guid('deny billing'),
      denyAssignmentName: 'Deny assignment of the deployment stack billing-production',
      description: 'Managed resources are changed by their deployment alone.',
      scope: vaultScope('kv-billing-prod-weu'),
      permissions: [
        {
          actions: ['Microsoft.KeyVault/vaults/delete', 'Microsoft.KeyVault/vaults/accessPolicies/write'],
          notActions: [],
          dataActions: ['Microsoft.KeyVault/vaults/*/purge/action'],
          notDataActions: [],
        },
      ],
      principalIds: ['00000000-0000-0000-0000-000000000000'],
      excludePrincipalIds: [workloads.terraform.objectId],
      doNotApplyToChildScopes: false,
    },
  ]
}
