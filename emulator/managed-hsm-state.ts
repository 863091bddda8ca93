/** What a Managed HSM has beside what it shares with a vault: access rules of its own, which Resource Manager never sees. */
export interface ManagedHsm {
  roleAssignments: ManagedHsmRoleAssignment[]
}

/** https://learn.microsoft.com/azure/key-vault/managed-hsm/built-in-roles, the ones that are about keys */
export type ManagedHsmRole =
  | 'Managed HSM Crypto Officer'
  | 'Managed HSM Crypto User'
  | 'Managed HSM Crypto Auditor'
  | 'Managed HSM Crypto Service Encryption User'

export interface ManagedHsmRoleAssignment {
  /** A person, a group or a service principal. */
  principalId: string
  role: ManagedHsmRole
  /** `/`, `/keys`, or `/keys/{name}`. */
  scope: string
}
