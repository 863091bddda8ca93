import { Ban } from 'lucide-react'
import Link from 'next/link'
import type { Coverage } from '@/lib/domain/object-inventory.ts'
import { readStateWords } from '@/lib/domain/object-words.ts'
import { pages } from '@/lib/routes.ts'
import { WhyLink } from '../ui/why-link.tsx'

const mostNames = 6

/** The vaults of which something could not be read, by what kept it, each leading to its page. */
export function UnreadVaults({ unread }: Pick<Coverage, 'unread'>) {
  return (
    <section aria-labelledby="unread">
      <h2 id="unread" className="border-b pb-1.5 font-semibold text-base">
        Not wholly readable to you
      </h2>
      <ul>
        {unread.map(({ state, vaults }) => (
          <li key={state} className="flex items-start gap-2.5 border-b py-2">
            <Ban className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
            <div className="min-w-0 flex-1">
              <p>
                <span className="font-medium">
                  {vaults.length.toLocaleString('en')} {vaults.length === 1 ? 'vault' : 'vaults'}{' '}
                  {readStateWords[state]}
                </span>
                {vaults[0]?.problem?.remedy ? <span className="text-muted"> – {vaults[0].problem.remedy}</span> : null}
              </p>
              <p className="flex flex-wrap gap-x-3 text-xs">
                {vaults.slice(0, mostNames).map(({ vaultName, problem }) => (
                  <span key={vaultName} className="flex items-center gap-1.5">
                    <Link
                      href={pages.vault(vaultName)}
                      prefetch={false}
                      className="py-0.5 font-mono text-muted hover:text-ink hover:underline"
                    >
                      {vaultName}
                    </Link>
                    {problem ? <WhyLink problem={problem} about={{ vaultName }} isShort /> : null}
                  </span>
                ))}
                {vaults.length > mostNames ? (
                  <span className="py-0.5 text-muted">and {(vaults.length - mostNames).toLocaleString('en')} more</span>
                ) : null}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
