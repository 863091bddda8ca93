import { Info } from 'lucide-react'
import type { VaultAccessPolicies } from '@/lib/domain/access-policy.ts'

/** Whether the entries decide anything, before anybody reads one. */
export function ModelNote({ policies: { permissionModel, isModelUnset } }: { policies: VaultAccessPolicies }) {
  if (permissionModel === 'accessPolicy') {
    return (
      <p className="text-muted text-sm">
        These entries decide who reaches the data of this vault; roles do not.
        {isModelUnset
          ? ' Nobody ever chose so: the vault is older than the setting, and Azure’s null means access policies.'
          : ''}{' '}
        Whoever has Microsoft.KeyVault/vaults/accessPolicies/write can give themselves any of these permissions.
      </p>
    )
  }
  return (
    <p className="flex items-start gap-2 rounded-md border border-info-line bg-info-wash px-3 py-2 text-sm">
      <Info className="mt-0.5 size-4 shrink-0 text-info" aria-hidden />
      <span>
        <strong className="font-semibold">Access policies are not in force here.</strong> Roles decide who reaches the
        data of this vault. Entries are kept, and would decide again from the moment it is switched to access policies.
      </span>
    </p>
  )
}
