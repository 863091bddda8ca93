import type { ObjectDeed } from '@/lib/domain/object-deed.ts'
import type { SecretOperation } from '@/lib/domain/rights.ts'
import type { DeedAction } from '../use-object-action.ts'
import type { SecretAction } from './secret-dialogs.tsx'
import type { SecretObject } from './use-secret-object.ts'

const deeds = {
  'new-version': { kind: 'newVersion', needs: 'set' },
  'roll-back': { kind: 'rollback', needs: 'set' },
  'set-enabled': { kind: 'setEnabled', needs: 'update' },
  delete: { kind: 'delete', needs: 'delete' },
} as const satisfies Partial<Record<ObjectDeed, { kind: SecretAction['kind']; needs: SecretOperation }>>

/** What the address asks of a secret. Waits for the last version: until then none is certain to be the current one. */
export function secretDeed(secret: SecretObject, deed: ObjectDeed): DeedAction<SecretAction> {
  const { current, versions, isComplete, whyNot } = secret
  if (!current || !isComplete) return null
  if (deed === 'rotate') return { refusal: 'A secret does not rotate: make a new version.' }
  const { kind, needs } = deeds[deed]
  const refusal = whyNot(needs)
  if (refusal) return { refusal }
  if (kind !== 'rollback') return { action: { kind, version: current.version } }
  const others = versions.filter(({ version }) => version !== current.version)
  const before = others.find(({ enabled }) => enabled) ?? others[0]
  if (!before) return { refusal: 'This secret has one version only: there is none to go back to.' }
  return { action: { kind, version: before.version } }
}
