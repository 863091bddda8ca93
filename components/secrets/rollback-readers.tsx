'use client'

import { useState } from 'react'
import { CoverageNote } from '@/components/audit/coverage-note.tsx'
import { QueryPanel } from '@/components/audit/query-panel.tsx'
import { type NamedUser, useObjectUsers } from '@/components/audit/use-object-users.ts'
import { Button } from '@/components/ui/button.tsx'
import { periodWords } from '@/lib/domain/audit-period.ts'
import { coverageWords } from '@/lib/domain/log-coverage.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import type { SecretObject } from './use-secret-object.ts'

const mostNames = 6
const periods = ['7d', '30d'] as const

/**
 * Whom the rollback reaches, by the log. It fills in while one decides and never holds the button: at night a log that does
 * not answer must not stand in the way. Its place is kept, so that the button does not move under the pointer.
 */
export function RollbackReaders({ secret, current }: { secret: SecretObject; current: SecretVersion }) {
  const { vaultName, secretName } = secret.place
  const [last, setLast] = useState<(typeof periods)[number]>('30d')
  const told = useObjectUsers({ vaultName, object: `secrets/${secretName}` }, current, last)
  const { users, usage, vault, isWhole, isPending, problem } = told
  const moved = distinct(users.filter(({ followsCurrent }) => followsCurrent))
  const fixed = distinct(
    users.filter(({ standing, followsCurrent }) => standing === 'fixed' || (standing !== 'none' && !followsCurrent)),
  )
  const isLogged = vault?.state === 'logged'
  return (
    <section aria-labelledby="rollback-readers" className="flex min-h-36 flex-col gap-1.5 text-sm">
      <div className="flex items-center gap-2">
        <h3 id="rollback-readers" className="font-medium">
          Who read it in {periodWords[last]}
        </h3>
        {periods.map((one) => (
          <Button
            key={one}
            size="sm"
            aria-pressed={last === one}
            aria-label={`Who read it in ${periodWords[one]}`}
            className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
            onClick={() => setLast(one)}
          >
            {one}
          </Button>
        ))}
      </div>
      <div role="status" className="flex flex-col gap-1">
        {isPending ? <p className="text-muted">Asking the log. You need not wait for it.</p> : null}
        {problem ? (
          <p className="text-warning">
            Not known: {problem.message} {problem.remedy}
          </p>
        ) : null}
        {moved.length > 0 ? (
          <p>
            <strong className="font-medium">{countOf(moved.length)}</strong> the value of this rollback with the next
            read: {namesOf(moved)}.
          </p>
        ) : null}
        {fixed.length > 0 ? (
          <p className="text-warning">
            <strong className="font-medium">
              {fixed.length} {fixed.length === 1 ? 'asks' : 'ask'}
            </strong>{' '}
            for one version by its id and will not notice: {namesOf(fixed, true)}.
          </p>
        ) : null}
        {usage && isLogged && moved.length + fixed.length === 0 ? (
          <p>{isWhole ? 'Nobody, by the log.' : 'Nobody, as far back as the log goes.'}</p>
        ) : null}
        {vault && !isLogged ? (
          <p className="text-warning">
            Not known: {vault.vaultName} {coverageWords[vault.state].what}
          </p>
        ) : null}
        {usage ? (
          <p className="text-muted">
            Not in any log: copies that consumers keep, and how long until they read again. Rows may be some minutes
            late.
          </p>
        ) : null}
      </div>
      {isLogged ? <CoverageNote coverage={usage?.coverage ?? []} /> : null}
      {usage?.problems.map(({ message, subject }) => (
        <p key={`${subject} ${message}`} className="text-warning">
          {message}
        </p>
      ))}
      <QueryPanel queries={usage?.queries ?? []} />
    </section>
  )
}

/** Somebody who calls by two applications is one whom the rollback reaches. */
const distinct = (users: readonly NamedUser[]) =>
  [...Map.groupBy(users, ({ callerId, applicationId }) => callerId || applicationId).values()].flatMap(
    ([first]) => first ?? [],
  )

const countOf = (count: number) => `${count} ${count === 1 ? 'caller gets' : 'callers get'}`

function namesOf(users: readonly NamedUser[], hasVersions = false): string {
  const names = users
    .slice(0, mostNames)
    .map(({ caller, version }) => (hasVersions ? `${caller.name} (${version.slice(0, 8)})` : caller.name))
  const more = users.length - names.length
  return [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ')
}
