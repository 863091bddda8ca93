import type { ObjectDeed } from '@/lib/domain/object-deed.ts'
import type { KeyOperation } from '@/lib/domain/rights.ts'
import type { DeedAction } from '../use-object-action.ts'
import type { KeyAction } from './key-dialogs.tsx'
import type { KeyObject } from './use-key-object.ts'

const deeds = {
  rotate: { kind: 'rotate', needs: 'rotate' },
  'new-version': { kind: 'newVersion', needs: 'create' },
  'set-enabled': { kind: 'setEnabled', needs: 'update' },
  delete: { kind: 'delete', needs: 'delete' },
} as const satisfies Partial<Record<ObjectDeed, { kind: KeyAction['kind']; needs: KeyOperation }>>

/** What the address asks of a key. */
export function keyDeed({ current, whyNot }: KeyObject, deed: ObjectDeed): DeedAction<KeyAction> {
  if (!current) return null
  if (deed === 'roll-back') return { refusal: 'A key does not roll back: an older version stays usable by its own id.' }
  const { kind, needs } = deeds[deed]
  const refusal = whyNot(needs)
  return refusal ? { refusal } : { action: { kind, version: current.version } }
}
