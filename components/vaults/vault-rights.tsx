import { Check, CircleHelp, Minus } from 'lucide-react'
import { needOf, type Right, type SecretOperation, type SecretRights } from '../../lib/domain/rights.ts'
import type { PermissionModel } from '../../lib/domain/vault.ts'

const operations: [operation: SecretOperation, words: string][] = [
  ['list', 'List secrets and versions'],
  ['read', 'Reveal values'],
  ['set', 'Write new versions and roll back'],
  ['update', 'Change properties, enable, disable'],
  ['delete', 'Delete'],
  ['recover', 'Recover deleted'],
  ['purge', 'Purge deleted'],
  ['backup', 'Back up'],
  ['restore', 'Restore from a backup'],
]

const rightWords: Record<Right, { icon: typeof Check; word: string; className: string }> = {
  yes: { icon: Check, word: 'yes', className: 'text-ok' },
  no: { icon: Minus, word: 'no', className: 'text-muted' },
  unknown: { icon: CircleHelp, word: 'not known', className: 'text-muted' },
}

export interface VaultRightsProps {
  rights: SecretRights
  permissionModel: PermissionModel | null
}

/** What the person may do with the vault's secrets, and what each thing needs where they may not. */
export function VaultRights({ rights, permissionModel }: VaultRightsProps) {
  const hasUnknown = operations.some(([operation]) => rights[operation] === 'unknown')
  return (
    <section aria-labelledby="vault-rights">
      <h2 id="vault-rights" className="pb-2 font-semibold text-base">
        What you can do with its secrets
      </h2>
      <ul className="divide-y divide-line border-y">
        {operations.map(([operation, words]) => {
          const { icon: Icon, word, className } = rightWords[rights[operation]]
          return (
            <li key={operation} className="flex min-h-9 items-center gap-2 py-1.5">
              <Icon className={`size-4 shrink-0 ${className}`} aria-hidden />
              <span className="min-w-0 flex-1">{words}</span>
              <span className="text-right text-muted text-xs">
                {rights[operation] === 'no' ? need(operation, permissionModel) : word}
              </span>
            </li>
          )
        })}
      </ul>
      <p className="pt-2 text-muted text-xs">
        {hasUnknown
          ? 'Where it is not known, Azure does not let you read your own permissions here, or a group decides. Try it: the vault itself answers.'
          : 'As Azure tells it for this vault. A role on a single secret can add to it; the vault itself has the last word.'}
      </p>
    </section>
  )
}

function need(operation: SecretOperation, permissionModel: PermissionModel | null): string {
  const { leastRole, policyPermission } = needOf('secrets', operation)
  return permissionModel === 'accessPolicy' ? `needs policy “${policyPermission}”` : `needs ${leastRole}`
}
