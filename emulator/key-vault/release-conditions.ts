import type { JWTPayload } from 'jose'
import { withoutSlash } from './attestation-token.ts'
import { isObject, type JsonObject } from './request-body.ts'

/**
 * Whether a release policy lets a key go to an attested target: one of its authorities must have attested, and that
 * one's conditions must hold.
 * @param policy the JSON of the policy
 * @see https://learn.microsoft.com/azure/key-vault/keys/policy-grammar
 */
export function permitsRelease(policy: unknown, claims: JWTPayload): boolean {
  const authorities = isObject(policy) && Array.isArray(policy.anyOf) ? policy.anyOf : []
  return authorities.some(
    (one) =>
      isObject(one) &&
      typeof one.authority === 'string' &&
      withoutSlash(one.authority) === withoutSlash(claims.iss ?? '') &&
      holds(one, claims),
  )
}

function holds(condition: unknown, claims: JWTPayload): boolean {
  if (!isObject(condition)) return false
  if (Array.isArray(condition.allOf)) return condition.allOf.every((one) => holds(one, claims))
  if (Array.isArray(condition.anyOf)) return condition.anyOf.some((one) => holds(one, claims))
  if (typeof condition.claim !== 'string') return false
  // The grammar's first version said `"condition": "equals", "value": …`.
  const expected = condition.equals ?? (condition.condition === 'equals' ? condition.value : undefined)
  const actual = claimNamed(claims, condition.claim)
  return expected !== undefined && actual !== undefined && !isObject(actual) && String(actual) === String(expected)
}

/** A claim, or one within claims: `x-ms-isolation-tee.x-ms-compliance-status`. */
function claimNamed(claims: JsonObject, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  const dot = name.indexOf('.')
  const outer = dot > 0 ? claims[name.slice(0, dot)] : undefined
  return isObject(outer) ? claimNamed(outer, name.slice(dot + 1)) : undefined
}
