import * as z from 'zod'
import { aadstsCodes } from '../entra/aadsts.ts'
import type { FaultRule } from '../faults.ts'

const text = (name: string) => z.string(`${name} is a text.`).min(1, `${name} is not empty.`)

const wholeNumber = (name: string, least: number, most: number) => {
  const message = `${name} is a whole number from ${least} to ${most}.`
  return z.number(message).int(message).min(least, message).max(most, message)
}

const oneOf = <const T extends string[]>(name: string, ...choices: T) =>
  z.enum(choices, `${name} is one of ${choices.join(', ')}.`)

const RequestedClaim = z.nullable(
  z.strictObject({
    essential: z.boolean().optional(),
    value: z.string().optional(),
    values: z.array(z.string()).optional(),
  }),
)

const Rule = z
  .strictObject({
    host: text('host').optional(),
    path: text('path').regex(/^[/*]/, 'path begins with / or *.').optional(),
    method: text('method')
      .regex(/^[A-Za-z]+$/, 'method is the name of an HTTP method.')
      .optional(),
    operation: text('operation').optional(),
    nth: wholeNumber('nth', 1, 1_000_000).optional(),
    times: wholeNumber('times', 1, 1_000_000).optional(),
    latencyMs: wholeNumber('latencyMs', 0, 600_000).optional(),
    status: wholeNumber('status', 200, 599).optional(),
    code: text('code').optional(),
    body: z.unknown().optional(),
    retryAfterSeconds: wholeNumber('retryAfterSeconds', 0, 86_400).optional(),
    aadsts: z.enum(aadstsCodes, `aadsts is one of ${aadstsCodes.join(', ')}.`).optional(),
    reset: oneOf('reset', 'before', 'after').optional(),
    answer: oneOf('answer', 'cut', 'malformed', 'html', 'slow').optional(),
    nextLink: z
      .string()
      .regex(/^(foreign|loop|https?:\/\/.+)$/, 'nextLink is foreign, loop or a whole URL.')
      .optional(),
    claims: z
      .strictObject({ access_token: z.record(z.string(), RequestedClaim) }, 'claims is {"access_token": {…}}.')
      .optional(),
    tokenLifetimeSeconds: wholeNumber('tokenLifetimeSeconds', 1, 86_400).optional(),
  })
  .refine(
    hasEffect,
    'The rule says no effect: give latencyMs, status, aadsts, reset, answer, nextLink, claims or tokenLifetimeSeconds.',
  )
  .refine(
    (rule) =>
      rule.status !== undefined ||
      (rule.code === undefined && rule.body === undefined && rule.retryAfterSeconds === undefined),
    'code, body and retryAfterSeconds go with a status.',
  )

function hasEffect(rule: object): boolean {
  const effects = ['latencyMs', 'status', 'aadsts', 'reset', 'answer', 'nextLink', 'claims', 'tokenLifetimeSeconds']
  return effects.some((name) => Reflect.get(rule, name) !== undefined)
}

/** The body of PUT /_emulator/faults. */
export const FaultRuleList: z.ZodType<FaultRule[]> = z
  .array(Rule, 'The body is a list of rules.')
  .max(1000, 'At most 1000 rules.')
