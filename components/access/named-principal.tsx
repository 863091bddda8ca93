import { Bot, CircleHelp, Cog, User, Users } from 'lucide-react'
import Link from 'next/link'
import type { NamedPrincipal as Named } from '@/lib/domain/access-holding.ts'
import { pages } from '@/lib/routes.ts'
import { CopyButton } from '../ui/copy-button.tsx'

const types = {
  user: { icon: User, label: 'Person' },
  group: { icon: Users, label: 'Group' },
  servicePrincipal: { icon: Bot, label: 'Application' },
  managedIdentity: { icon: Cog, label: 'Managed identity' },
  unknown: { icon: CircleHelp, label: 'Unknown kind' },
} as const

/** Who it is: kind, name, what tells it from others, and its id to copy. */
export function NamedPrincipal({ principal }: { principal: Named }) {
  const { id, name, type, detail, state } = principal
  const { icon: Icon, label } = types[type]
  return (
    <span className="flex min-w-0 items-start gap-2">
      <Icon className="mt-0.5 size-4 shrink-0 text-faint" role="img" aria-label={label} />
      <span className="min-w-0">
        <span className="flex items-center gap-0.5">
          <Link
            href={pages.principal(id)}
            prefetch={false}
            className={state === 'known' ? 'font-medium hover:underline' : 'font-mono text-2xs hover:underline'}
          >
            {name}
          </Link>
          <CopyButton text={id} what={`id of ${name}`} />
        </span>
        <span className="block text-muted text-xs">
          {label}
          {detail && type !== 'servicePrincipal' && type !== 'managedIdentity' ? ` · ${detail}` : ''}
        </span>
        {state === 'unknown' ? (
          <span className="block text-warning text-xs">Deleted, or of another directory</span>
        ) : null}
      </span>
    </span>
  )
}
