import * as z from 'zod/mini'
import { mistakesOfRules } from './network-rules.ts'
import { NetworkRules, NetworkSettings } from './network-settings.ts'
import { OwnAddress } from './reach.ts'
import { Right } from './rights.ts'

/** The network settings of a vault, read afresh, with what a change of them needs to know. */
export const VaultNetwork = z.object({
  id: z.string(),
  resourceGroup: z.string(),
  location: z.string(),
  settings: NetworkSettings,
  /** What the caller may do, as Azure tells it: a hint, the call itself decides. */
  rights: z.object({ write: Right, decide: Right }),
  /** null until Key Vault has told it. */
  ownAddress: z.nullable(OwnAddress),
})
export type VaultNetwork = z.infer<typeof VaultNetwork>

const trimmed = z.pipe(
  z.string().check(z.maxLength(1_000)),
  z.transform((text) => text.trim()),
)

const StrictRules = z.strictObject({
  ...NetworkRules.shape,
  // The limits are checked as such below; this only keeps a list from being absurd.
  ipRules: z.array(trimmed).check(z.maxLength(2_000)),
  virtualNetworkRules: z.array(trimmed).check(z.maxLength(500)),
})

/** The body of PUT …/network: the rules as the caller saw them, and as they are to be. */
export const NetworkChange = z
  .strictObject({ expected: z.strictObject(NetworkRules.shape), rules: StrictRules })
  .check((context) => {
    for (const { list, index, message, isWarning } of mistakesOfRules(context.value.rules)) {
      if (isWarning) continue
      const path = ['rules', list, ...(index === null ? [] : [index])]
      context.issues.push({ code: 'custom', path, message, input: context.value })
    }
  })
export type NetworkChange = z.infer<typeof NetworkChange>

/** The body of PUT …/network/endpoints/{name}. */
export const EndpointDecision = z.strictObject({
  status: z.enum(['Approved', 'Rejected']),
  description: trimmed.check(z.maxLength(140, 'A description is at most 140 characters.')),
})
export type EndpointDecision = z.infer<typeof EndpointDecision>

/** A connection's name is one segment of an address. */
export const EndpointName = z
  .string()
  .check(
    z.regex(/^[A-Za-z0-9][\w.-]{0,79}$/, 'A connection is named by letters, digits, dots, hyphens and underscores.'),
  )

/** Rules without the order that Azure gives them in and the case that it keeps ids in: equal texts are equal rules. */
export function rulesText(rules: NetworkRules): string {
  const sorted = (items: string[]) => items.map((item) => item.toLowerCase()).sort()
  return JSON.stringify([
    rules.publicNetworkAccess,
    rules.defaultAction,
    rules.bypass,
    sorted(rules.ipRules),
    sorted(rules.virtualNetworkRules),
  ])
}
