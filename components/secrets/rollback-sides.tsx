import type { ReactNode } from 'react'
import { CopyButton } from '@/components/ui/copy-button.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { versionStates } from '@/lib/domain/expiry.ts'
import { provenanceOf } from '@/lib/domain/rollback-preflight.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { ExpiryWords } from './expiry-words.tsx'
import { VersionBadges } from './secret-badges.tsx'
import { shortVersion, VersionId } from './version-id.tsx'

/** The version that is current and the one to go back to, fact beside fact. */
export function RollbackSides({ current, target }: { current: SecretVersion; target: SecretVersion }) {
  const rows: [label: string, say: (version: SecretVersion) => ReactNode][] = [
    ['Version', (version) => <IdCell version={version} />],
    ['Written', (version) => (version.createdOn ? <RelativeTime date={version.createdOn} /> : 'unknown')],
    ['By', (version) => <Author version={version} />],
    [
      'State',
      (version) => (
        <VersionBadges states={versionStates(version, { isCurrent: version === current, nowMs: Date.now() })} />
      ),
    ],
    ['Expiry', (version) => <ExpiryWords expiresOn={version.expiresOn} />],
    ['Content type', (version) => version.contentType || <span className="text-faint">none</span>],
  ]
  return (
    <table className="w-full table-fixed text-sm">
      <caption className="sr-only">The current version and the version to roll back to</caption>
      <colgroup>
        <col className="w-24" />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr className="text-left text-muted text-xs">
          <td />
          <th scope="col" className="border-b pb-1 font-medium">
            Now, to be replaced
          </th>
          <th scope="col" className="border-b pb-1 font-medium">
            Comes back
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, say]) => (
          <tr key={label} className="align-top">
            <th scope="row" className="py-1 pr-2 text-left font-normal text-muted">
              {label}
            </th>
            <td className="break-words py-1 pr-2">{say(current)}</td>
            <td className="break-words py-1">{say(target)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function IdCell({ version }: { version: SecretVersion }) {
  return (
    <span className="inline-flex items-center gap-1">
      <VersionId version={version.version} />
      <CopyButton text={version.version} what={`version ${shortVersion(version.version)}`} />
    </span>
  )
}

/** Who wrote a version, if a tag tells: Key Vault keeps no author, and nothing is made up in its place. */
export function Author({ version }: { version: SecretVersion }) {
  const { author, rolledBackTo } = provenanceOf(version.tags)
  if (author) {
    return (
      <>
        {author.name} <span className="text-muted text-xs">(tag {author.tag})</span>
      </>
    )
  }
  if (rolledBackTo) {
    return (
      <span className="text-muted">
        a rollback to <VersionId version={rolledBackTo} />
      </span>
    )
  }
  return <span className="text-faint">not recorded</span>
}
