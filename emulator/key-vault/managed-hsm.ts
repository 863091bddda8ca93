import { randomUUID } from 'node:crypto'
import { principalIdsOf } from '../authorization.ts'
import type { Caller } from '../entra/access-token.ts'
import { KeyVaultError } from '../errors.ts'
import type { ManagedHsm, ManagedHsmRole } from '../managed-hsm-state.ts'
import type { State, Vault } from '../state.ts'
import type { KeyVaultOperation } from './operation.ts'

/** A Managed HSM holds keys alone; random bytes and attestations come from its hardware, so a vault has none. */
export function isServedBy({ managedHsm }: Vault, { managedHsmAction, isManagedHsmOnly }: KeyVaultOperation): boolean {
  return managedHsm ? managedHsmAction !== undefined : !isManagedHsmOnly
}

/** Data actions by role; each begins with `Microsoft.KeyVault/managedHsm/`. */
const actionsByRole: Record<ManagedHsmRole, readonly string[]> = {
  'Managed HSM Crypto Officer': [
    'keys/read/action',
    'keys/release/action',
    'keys/deletedKeys/read/action',
    'keys/deletedKeys/recover/action',
    'keys/deletedKeys/delete',
  ],
  'Managed HSM Crypto User': [
    'keys/read/action',
    'keys/write/action',
    'keys/rotate/action',
    'keys/create',
    'keys/delete',
    'keys/import/action',
    'keys/release/action',
    'keys/backup/action',
    'keys/restore/action',
    'keys/encrypt/action',
    'keys/decrypt/action',
    'keys/wrap/action',
    'keys/unwrap/action',
    'keys/sign/action',
    'keys/verify/action',
    'rng/action',
  ],
  'Managed HSM Crypto Auditor': ['keys/read/action'],
  'Managed HSM Crypto Service Encryption User': ['keys/read/action', 'keys/wrap/action', 'keys/unwrap/action'],
}

/** A Managed HSM asks its own role assignments and nobody else's: an owner of the subscription has no right to a key. */
export function decideInManagedHsm(
  state: State,
  { roleAssignments }: ManagedHsm,
  caller: Caller,
  { managedHsmAction = '' }: KeyVaultOperation,
  name: string,
): { isRbacAuthorized: boolean; refusal?: KeyVaultError } {
  const principals = principalIdsOf(state, caller.objectId)
  const scope = name === '' ? '/keys' : `/keys/${name.toLowerCase()}`
  const isAllowed = roleAssignments.some(
    (one) =>
      principals.has(one.principalId.toLowerCase()) &&
      `${scope}/`.startsWith(`${one.scope.toLowerCase().replace(/\/$/, '')}/`) &&
      actionsByRole[one.role].includes(managedHsmAction),
  )
  if (isAllowed) return { isRbacAuthorized: true }
  const message = `User '${caller.objectId}' does not have permission to perform action 'Microsoft.KeyVault/managedHsm/${managedHsmAction}' on scope '${scope}' (Activity ID: ${randomUUID()})`
  return { isRbacAuthorized: false, refusal: new KeyVaultError(403, 'Forbidden', message) }
}
