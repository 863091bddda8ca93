import Link from 'next/link'
import { pages } from '@/lib/routes.ts'
import { PrincipalName } from './principal-name.tsx'
import type { AccessDirectory } from './use-access.ts'

export interface PrincipalRelativesProps {
  groups: readonly string[]
  members: readonly string[]
  directory: AccessDirectory
}

/** The groups that a principal is in and the members that it has, each leading to its page. */
export function PrincipalRelatives({ groups, members, directory }: PrincipalRelativesProps) {
  return (
    <div className="flex flex-1 flex-col gap-6 overflow-auto border-t px-4 py-4 sm:px-6">
      <Relatives title="Groups it is in" ids={groups} none="No group that reaches a vault." directory={directory} />
      <Relatives title="Members" ids={members} none="None that is known here." directory={directory} />
    </div>
  )
}

function Relatives({
  title,
  ids,
  none,
  directory,
}: {
  title: string
  ids: readonly string[]
  none: string
  directory: AccessDirectory
}) {
  return (
    <section>
      <h2 className="pb-1 font-semibold text-base">{title}</h2>
      {ids.length === 0 ? <p className="text-muted">{none}</p> : null}
      <ul>
        {ids.map((id) => (
          <li key={id} className="py-0.5">
            <Link href={pages.principal(id)} prefetch={false} className="hover:underline">
              <PrincipalName principal={directory.principal(id)} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
