import 'server-only'
import { policyAction } from '../domain/key-vault-action.ts'
import type { ErrorCode, Problem, Refusal } from '../domain/problem.ts'

const refusals = new Set<ErrorCode>(['forbidden_by_role', 'forbidden_by_policy', 'forbidden_by_firewall', 'forbidden'])
const collections = { secretName: 'secrets', keyName: 'keys', certificateName: 'certificates' } as const

/** A refusal with what it was about, read off the request's address and Azure's own words, so that a page can explain it. */
export function withRefusal(problem: Problem, params: unknown): Problem {
  if (!refusals.has(problem.code) || typeof params !== 'object' || params === null) return problem
  const named = new Map(Object.entries(params))
  const text = (name: string) => {
    const found: unknown = named.get(name)
    return typeof found === 'string' ? found : undefined
  }
  const vaultName = text('vaultName')
  if (!vaultName) return problem
  const [name, collection] = Object.entries(collections).find(([one]) => text(one)) ?? []
  const deleted = text('objectName')
  const object = name ? `${collection}/${text(name)}` : deleted && `${text('kind')}s/${deleted}`
  const action = problem.missingRight?.action ?? policyAction(problem.azure?.message ?? '')
  const refusal: Refusal = { vaultName, ...(object && { object }), ...(action && { action }) }
  return { ...problem, refusal }
}
