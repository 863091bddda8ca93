import { Bot, CircleHelp, Cog, User } from 'lucide-react'
import type { AuditCaller } from '@/lib/domain/audit-caller.ts'

const kinds = {
  person: { icon: User, label: 'Person' },
  application: { icon: Bot, label: 'Application' },
  managedIdentity: { icon: Cog, label: 'Managed identity' },
  unknown: { icon: CircleHelp, label: 'Unknown kind' },
} as const

/** A caller's sign and name; the id stands where there is no name. */
export function CallerName({ caller }: { caller: AuditCaller }) {
  const { icon: Icon, label } = kinds[caller.kind]
  return (
    <span className="flex min-w-0 items-center gap-1.5" title={caller.id}>
      <Icon className="size-3.5 shrink-0 text-faint" role="img" aria-label={label} />
      <span className={caller.name === caller.id ? 'truncate font-mono text-2xs' : 'truncate'}>{caller.name}</span>
    </span>
  )
}
