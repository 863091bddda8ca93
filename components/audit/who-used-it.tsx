'use client'

import { ChevronRight } from 'lucide-react'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { periodWords } from '@/lib/domain/audit-period.ts'
import type { ObjectKind } from '@/lib/domain/object.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'

const Users = lazily(() => import('./object-users.tsx').then((part) => part.ObjectUsers))
const periods = ['7d', '30d', '90d'] as const

export interface WhoUsedItProps {
  kind: ObjectKind
  vaultName: string
  name: string
  current: { version: string; createdOn: string | null }
}

/** Who used an object lately. It is asked when somebody wants to know: the log takes longer than the page. */
export function WhoUsedIt({ kind, vaultName, name, current }: WhoUsedItProps) {
  const [last, setLast] = useQueryState('used', parseAsStringLiteral(periods))
  return (
    <section aria-labelledby="who-used-it" className="mx-4 mb-5 rounded-md border sm:mx-6">
      <header className="flex flex-wrap items-center gap-2 px-3 py-1.5">
        <h2 id="who-used-it" className="min-w-0 flex-1">
          <button
            type="button"
            aria-expanded={last !== null}
            className="flex items-center gap-1.5 font-medium"
            {...Users.onIntent}
            onClick={() => void setLast(last ? null : '30d')}
          >
            <ChevronRight className={`size-3.5 transition-transform ${last ? 'rotate-90' : ''}`} aria-hidden />
            Who used it
          </button>
        </h2>
        {periods.map((one) => (
          <Button
            key={one}
            size="sm"
            aria-pressed={last === one}
            aria-label={`Who used it in ${periodWords[one]}`}
            className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
            {...Users.onIntent}
            onClick={() => void setLast(one)}
          >
            {one}
          </Button>
        ))}
      </header>
      {last ? <Users used={{ vaultName, object: `${kind}s/${name}` }} current={current} last={last} /> : null}
    </section>
  )
}
