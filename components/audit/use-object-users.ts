'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type AuditCaller, byId, callerOf } from '@/lib/domain/audit-caller.ts'
import type { PeriodName } from '@/lib/domain/audit-period.ts'
import { isZeroProven } from '@/lib/domain/log-coverage.ts'
import { type ObjectUser, usersOf } from '@/lib/domain/object-usage.ts'
import { objectUsage, type UsedObject } from '@/lib/queries/object-usage.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

export interface NamedUser extends ObjectUser {
  caller: AuditCaller
}

/** Who used an object, with names, and what the answer is worth. */
export function useObjectUsers(
  used: UsedObject,
  current: { version: string; createdOn: string | null },
  last: PeriodName,
) {
  const { data, error, isPending } = useQuery(objectUsage(used, last))
  const { version, createdOn } = current
  const users = useMemo((): NamedUser[] => {
    const known = byId(data?.principals ?? [])
    const sinceMs = createdOn === null ? 0 : Date.parse(createdOn)
    return usersOf(data?.rows ?? [], { version, sinceMs }).map((user) => ({ ...user, caller: callerOf(user, known) }))
  }, [data, version, createdOn])
  const [vault] = data?.coverage ?? []
  return {
    users,
    usage: data,
    vault,
    /** Whether nobody in the list means that nobody used it. */
    isWhole: data !== undefined && vault !== undefined && isZeroProven(vault, data.fromMs),
    isPending,
    problem: error && problemFrom(error),
  }
}
