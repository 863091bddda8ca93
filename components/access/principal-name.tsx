import { Bot, CircleHelp, User, Users } from 'lucide-react'
import type { ReachedPrincipal } from '@/lib/domain/access-reading.ts'
import { principalTypeWords } from './access-words.ts'

const icons = { user: User, group: Users, servicePrincipal: Bot, unknown: CircleHelp } as const

/** A principal's sign and name; the id stands where there is no name. */
export function PrincipalName({ principal }: { principal: ReachedPrincipal }) {
  const Icon = icons[principal.type]
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon className="size-3.5 shrink-0 text-faint" role="img" aria-label={principalTypeWords[principal.type]} />
      <span className={principal.name === principal.id ? 'truncate font-mono text-2xs' : 'truncate'}>
        {principal.name}
      </span>
      {principal.isGone ? <span className="shrink-0 text-warning text-xs">gone</span> : null}
    </span>
  )
}
