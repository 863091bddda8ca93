import * as z from 'zod/mini'
import { Problem } from './problem.ts'

/** The address that this server calls from, as Key Vault itself told it when it refused a call. */
export const OwnAddress = z.object({ address: z.string(), learnedOn: z.string() })
export type OwnAddress = z.infer<typeof OwnAddress>

/** Whether this server's calls get through to a vault. */
export const Reach = z.object({
  vaultName: z.string(),
  /**
   * `reached`: the vault answered, whatever it said of rights. `refused`: its firewall knows this address and does not
   * let it in. `closed`: it takes no call over the public network. `silent`: no answer came.
   */
  outcome: z.enum(['reached', 'refused', 'closed', 'silent']),
  /** What stood in the way; null where it was reached. */
  problem: z.nullable(Problem),
  /** As it is known now: from this refusal, or an earlier one. */
  ownAddress: z.nullable(OwnAddress),
})
export type Reach = z.infer<typeof Reach>

export const ReachPage = z.object({ items: z.array(Reach), problems: z.optional(z.array(Problem)) })

export const reachWords: Record<Reach['outcome'], string> = {
  reached: 'Reached',
  refused: 'Refused by its firewall',
  closed: 'Closed to the public network',
  silent: 'No answer',
}
