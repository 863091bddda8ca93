import Link from 'next/link'
import { ObjectIcon } from '@/components/object-icon.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import type { SecretPlace } from '@/lib/queries/secrets.ts'
import { pages } from '@/lib/routes.ts'

/** In the place of a secret that the vault does not have. */
export function SecretMissing({ place: { vaultName, secretName } }: { place: SecretPlace }) {
  return (
    <EmptyState
      icon={<ObjectIcon kind="secret" />}
      title="No such secret"
      actions={
        <Link href={pages.secrets(vaultName)} className={buttonStyle()}>
          All secrets of {vaultName}
        </Link>
      }
    >
      <p>
        {vaultName} has no secret named <span className="break-all font-mono text-xs">{secretName}</span>. It may have
        been deleted, or the name may be misspelt.
      </p>
    </EmptyState>
  )
}
