import { CircleAlert, CircleDashed, Clock } from 'lucide-react'
import Link from 'next/link'
import { type Attention, fullestVaults, kindCounts } from '@/lib/domain/attention.ts'
import { pages } from '@/lib/routes.ts'

const icons = { danger: CircleAlert, warning: Clock, neutral: CircleDashed } as const
const tones = { danger: 'text-danger', warning: 'text-warning', neutral: 'text-muted' } as const

const hrefOf = ({ place }: Attention) => ('due' in place ? pages.expiry(place.due) : pages.objects(place.filter))

/** A line for each thing, which opens its rows. */
export function AttentionList({ lines }: { lines: readonly Attention[] }) {
  return (
    <ul>
      {lines.map((line) => {
        const Icon = icons[line.tone]
        const count = line.entries.length
        return (
          <li key={line.id} className="flex items-start gap-2.5 border-b py-2">
            <Icon className={`mt-0.5 size-4 shrink-0 ${tones[line.tone]}`} aria-hidden />
            <div className="min-w-0 flex-1">
              <Link href={hrefOf(line)} className="font-medium hover:underline">
                <span className="tabular-nums">{count.toLocaleString('en')}</span> {line.words[count === 1 ? 0 : 1]}
              </Link>
              <Where line={line} />
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** Of what kind, and where most of it is. */
function Where({ line }: { line: Attention }) {
  const vaults = fullestVaults(line.entries, 3)
  const rest = new Set(line.entries.map(({ vaultName }) => vaultName)).size - vaults.length
  return (
    <p className="text-muted text-xs">
      {kindCounts(line.entries)} · in{' '}
      {vaults.map(([name, count], index) => (
        <span key={name}>
          {index > 0 ? ', ' : ''}
          <span className="font-mono">{name}</span> ({count.toLocaleString('en')})
        </span>
      ))}
      {rest > 0 ? ` and ${rest.toLocaleString('en')} more ${rest === 1 ? 'vault' : 'vaults'}` : ''}
    </p>
  )
}
