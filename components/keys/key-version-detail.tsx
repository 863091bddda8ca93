'use client'

import { useQuery } from '@tanstack/react-query'
import { CommandsMenu } from '@/components/commands-menu.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { Button } from '@/components/ui/button.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { KeyVersion } from '@/lib/domain/key.ts'
import { keyCommands, keyId } from '@/lib/domain/key-commands.ts'
import { keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { exportableWords } from './key-facts.tsx'
import { keptInWords, shapeWords } from './key-words.ts'
import { PublicKey } from './public-key.tsx'
import type { KeyObject } from './use-key-object.ts'

/** All of a version's facts, dates in full. Lists name neither type nor exportability, so the version itself is read. */
export function KeyVersionDetail({ object, version }: { object: KeyObject; version: KeyVersion }) {
  const { place, vault } = object
  const { data: detail, error, refetch } = useQuery(keyQueries.version(place, version.version))
  if (error && !detail) {
    return (
      <ProblemNotice problem={problemFrom(error)} actions={<Button onClick={() => void refetch()}>Try again</Button>} />
    )
  }
  const address = vault && { ...place, vaultUri: vault.vaultUri, version: version.version }
  const loading = <Skeleton className="w-40" />
  const none = <span className="text-faint">none</span>
  const date = (text: string | null) => (text ? absoluteTime(text, 'UTC') : none)
  const rows = [
    ['Version', <Copyable key="version" text={version.version} what="version" />],
    ...(address ? [['Identifier', <Copyable key="id" text={keyId(address)} what="identifier" />] as const] : []),
    ['Type', detail ? shapeWords(detail) : loading],
    ['Kept in', detail ? keptInWords(detail.isHsm) : loading],
    ['Operations', detail ? detail.operations.join(', ') || none : loading],
    ['Exportable', detail ? exportableWords(detail.isExportable) : loading],
    ['Made', date(version.createdOn)],
    ['Changed', date(version.updatedOn)],
    ['Activation', date(version.notBefore)],
    ['Expiry', date(version.expiresOn)],
    ['Tags', <TagList key="tags" tags={version.tags} isWrapped />],
  ] as const
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {detail ? (
        <div className="flex flex-wrap gap-3">
          {address ? <CommandsMenu commands={keyCommands(address, detail)} /> : null}
          <PublicKey detail={detail} fileName={`${place.keyName}-${version.version.slice(0, 8)}`} />
        </div>
      ) : null}
    </div>
  )
}

function Copyable({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex items-center gap-1">
      <span className="break-all font-mono text-xs">{text}</span>
      <CopyButton text={text} what={what} />
    </span>
  )
}
