import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { fixCommands, type VaultPlace } from '@/lib/domain/network-commands.ts'
import { findingWords, type NetworkFinding } from '@/lib/domain/network-finding.ts'
import type { NetworkSettings } from '@/lib/domain/network-settings.ts'
import { CommandsMenu } from '../commands-menu.tsx'

export const severityIcons = {
  high: { icon: CircleAlert, tone: 'text-danger', word: 'High' },
  medium: { icon: TriangleAlert, tone: 'text-warning', word: 'Medium' },
  low: { icon: Info, tone: 'text-muted', word: 'Low' },
} as const

export interface FindingListProps {
  findings: NetworkFinding[]
  vault: VaultPlace
  settings: NetworkSettings
  ownAddress: string | null
}

/** What to look at, why, and how it is put right in four languages. */
export function FindingList({ findings, vault, settings, ownAddress }: FindingListProps) {
  if (findings.length === 0) return <p className="text-muted">Nothing to put right.</p>
  return (
    <ul className="divide-y divide-line border-y">
      {findings.map((finding) => {
        const { icon: Icon, tone, word } = severityIcons[finding.severity]
        const { title, why, fix } = findingWords[finding.kind]
        return (
          <li key={`${finding.kind} ${finding.entry ?? ''}`} className="flex items-start gap-2 py-2">
            <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} aria-hidden />
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                <span className="sr-only">{word}: </span>
                {title}
                {finding.entry ? (
                  <span className="font-mono font-normal text-muted text-xs"> {finding.entry}</span>
                ) : null}
              </p>
              <p className="text-muted text-xs">
                {why} {fix}.
              </p>
            </div>
            <CommandsMenu commands={fixCommands(finding, vault, settings, ownAddress)} />
          </li>
        )
      })}
    </ul>
  )
}
