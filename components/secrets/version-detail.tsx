import { CommandsMenu } from '@/components/commands-menu.tsx'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { secretCommands, secretId } from '@/lib/domain/secret-commands.ts'
import { TagList } from '../tag-list.tsx'
import type { SecretObject } from './use-secret-object.ts'

/** All of a version's facts, dates in full. */
export function VersionDetail({ secret, version }: { secret: SecretObject; version: SecretVersion }) {
  const { place, vault } = secret
  const address = vault && { ...place, vaultUri: vault.vaultUri, version: version.version }
  const dates: [label: string, date: string | null][] = [
    ['Written', version.createdOn],
    ['Changed', version.updatedOn],
    ['Activation', version.notBefore],
    ['Expiry', version.expiresOn],
  ]
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
        <dt className="text-muted">Version</dt>
        <dd className="flex items-center gap-1">
          <span className="break-all font-mono text-xs">{version.version}</span>
          <CopyButton text={version.version} what="version" />
        </dd>
        {address ? (
          <>
            <dt className="text-muted">Identifier</dt>
            <dd className="flex items-center gap-1">
              <span className="break-all font-mono text-xs">{secretId(address)}</span>
              <CopyButton text={secretId(address)} what="identifier" />
            </dd>
          </>
        ) : null}
        {dates.map(([label, date]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="tabular-nums">
              {date ? absoluteTime(date, 'UTC') : <span className="text-faint">none</span>}
            </dd>
          </div>
        ))}
        <dt className="text-muted">Content type</dt>
        <dd>{version.contentType || <span className="text-faint">none</span>}</dd>
        <dt className="text-muted">Tags</dt>
        <dd>
          <TagList tags={version.tags} isWrapped />
        </dd>
      </dl>
      {address ? (
        <div>
          <CommandsMenu commands={secretCommands(address)} />
        </div>
      ) : null}
    </div>
  )
}
