import type { ObjectDeed } from '@/lib/domain/object-deed.ts'
import type { CertificateOperation } from '@/lib/domain/rights.ts'
import type { DeedAction } from '../use-object-action.ts'
import type { CertificateAction } from './certificate-dialogs.tsx'
import { notIssued, pendingReason } from './certificate-header.tsx'
import type { CertificateObject } from './use-certificate-object.ts'

const deeds = {
  'new-version': { kind: 'newVersion', needs: 'create' },
  'set-enabled': { kind: 'setEnabled', needs: 'update' },
  delete: { kind: 'delete', needs: 'delete' },
} as const satisfies Partial<Record<ObjectDeed, { kind: CertificateAction['kind']; needs: CertificateOperation }>>

/** What the address asks of a certificate. */
export function certificateDeed(
  { current, request, requestError, whyNot }: CertificateObject,
  deed: ObjectDeed,
): DeedAction<CertificateAction> {
  if (!current) return null
  if (deed === 'roll-back' || deed === 'rotate') return { refusal: 'A certificate is renewed: make a new version.' }
  if (deed === 'new-version' && request === undefined && !requestError) return null
  const { kind, needs } = deeds[deed]
  const refusal =
    whyNot(needs) ??
    (deed === 'new-version' ? pendingReason(request) : deed === 'set-enabled' && !current.cer ? notIssued : null)
  return refusal ? { refusal } : { action: { kind, version: current.version } }
}
