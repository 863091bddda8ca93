import type { PolicyObject } from '../authorization.ts'
import type { KeyVaultOperation } from './operation.ts'

/** `{name} {method} {path} {audit name} {data action} {access policy permission}`, separated by blanks. */
export type PlannedRow = string

/** Operations that Key Vault has and the emulator answers 501. */
export function plannedOperations(object: PolicyObject, rows: PlannedRow[]): KeyVaultOperation[] {
  return rows.map((row) => {
    const [name = '', method, path = '', auditName = '', dataAction = '', permission = ''] = row.split(/ +/)
    return {
      name,
      method: method as KeyVaultOperation['method'], // the rows below are constants and a test reads each
      path,
      auditName,
      dataAction: `Microsoft.KeyVault/vaults/${dataAction}`,
      policy: { object, permission },
    }
  })
}
