import Link from 'next/link'
import type { Problem, Refusal } from '../../lib/domain/problem.ts'
import { pages } from '../../lib/routes.ts'

const refusals = new Set<Problem['code']>([
  'forbidden_by_role',
  'forbidden_by_policy',
  'forbidden_by_firewall',
  'forbidden',
])

export interface WhyLinkProps {
  problem: Pick<Problem, 'code' | 'refusal' | 'missingRight'>
  /** What it was about, where the problem itself does not say. */
  about?: Refusal
  /** In a row of many: one word, read out with what it belongs to. */
  isShort?: boolean
}

/** Where a refusal is explained: by roles and policies, or by the vault's network. Nothing for another failure. */
export function WhyLink({ problem: { code, refusal, missingRight }, about, isShort }: WhyLinkProps) {
  const asked = refusal ?? about
  if (!asked || !refusals.has(code)) return null
  const { vaultName, object, action = missingRight?.action } = asked
  const [href, words] =
    code === 'forbidden_by_firewall'
      ? [pages.networkOf(vaultName), 'See the vault’s network settings']
      : [
          pages.why({ vault: vaultName, ...(object && { object }), ...(action && { action }) }),
          'Why can’t I, and what would allow it?',
        ]
  return (
    <Link
      href={href}
      prefetch={false}
      {...(isShort && { 'aria-label': `${words} ${object?.split('/')[1] ?? vaultName}` })}
      className="whitespace-nowrap font-medium text-accent hover:underline"
    >
      {isShort ? 'Why?' : words}
    </Link>
  )
}
