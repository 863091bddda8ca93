import { absoluteTime } from '@/components/ui/relative-time.tsx'
import { planRollback, type RollbackRequest } from '@/lib/domain/rollback.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'

/** What the new version will be made of, and whom it reaches. */
export function RollbackPlanList({ target, expiry }: { target: SecretVersion; expiry: RollbackRequest['expiry'] }) {
  const plan = planRollback(target, { version: target.version, operationId: '', expiry })
  const ownTags = Object.keys(plan.tags).filter((name) => Object.hasOwn(target.tags, name))
  const provenance = Object.keys(plan.tags).filter((name) => !ownTags.includes(name))
  return (
    <ul className="flex list-disc flex-col gap-1 pl-4 text-sm">
      <li>
        A new version gets that value
        {plan.contentType ? `, its content type ${plan.contentType}` : ''}
        {ownTags.length ? `, its ${ownTags.length === 1 ? 'tag' : `${ownTags.length} tags`}` : ''}
        {plan.notBefore ? ', its activation date' : ''}
        {plan.expiresOn === null ? ' and no expiry.' : ` and its expiry, ${absoluteTime(plan.expiresOn, 'UTC')}.`}
      </li>
      {provenance.length ? <li>Tags that tell where it came from are added: {provenance.join(', ')}.</li> : null}
      {plan.droppedTags.length ? (
        <li className="text-warning">A secret holds 15 tags, so this is left out: {plan.droppedTags.join(', ')}.</li>
      ) : null}
      <li>
        Whoever asks for the secret without a version gets the new one. Consumers pinned to a version do not move.
      </li>
      <li>Nothing is deleted, and the rollback can itself be undone.</li>
    </ul>
  )
}
