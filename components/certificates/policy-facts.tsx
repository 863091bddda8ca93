'use client'

import { Pencil } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { absoluteTime, RelativeTime } from '@/components/ui/relative-time.tsx'
import type { CurrentCertificate } from '@/lib/domain/certificate.ts'
import { builtInIssuers, type CertificatePolicy } from '@/lib/domain/certificate-policy.ts'
import { renewalOf } from '@/lib/domain/certificate-renewal.ts'
import { extendedUsageName, keyUsageName, keyWords } from '@/lib/domain/certificate-words.ts'
import type { CertificateAction } from './certificate-dialogs.tsx'
import type { CertificateObject } from './use-certificate-object.ts'

export interface PolicyFactsProps {
  object: CertificateObject
  current: CurrentCertificate
  onAction: (action: CertificateAction) => void
}

const signers: Record<string, string> = {
  [builtInIssuers.self]: 'Key Vault itself (self-signed)',
  [builtInIssuers.unknown]: 'Somebody outside, from a CSR',
}

/** How it is renewed, and what the next version will be. */
export function PolicyFacts({ object, current, onAction }: PolicyFactsProps) {
  const { policy } = current
  if (!policy) return null
  const issued = current.cer ? current : { notBefore: null, expiresOn: null }
  return (
    <section aria-labelledby="policy-heading" className="flex flex-col gap-2 px-4 pb-6 sm:px-6">
      <div className="flex items-center gap-3">
        <h2 id="policy-heading" className="font-semibold text-base">
          Policy
        </h2>
        <Button
          size="sm"
          disabledReason={object.whyNot('update')}
          onClick={() => onAction({ kind: 'policy', version: current.version })}
        >
          <Pencil aria-hidden />
          Edit policy
        </Button>
      </div>
      <div className="grid items-start gap-x-10 lg:grid-cols-2">
        <KeyValueList className="max-lg:border-b-0">
          <KeyValue label="Renewal">
            <RenewalWords policy={policy} current={issued} />
          </KeyValue>
          <KeyValue label="Signed by">{signers[policy.issuerName] ?? policy.issuerName}</KeyValue>
          <KeyValue label="Subject">{policy.subject || <span className="text-faint">none</span>}</KeyValue>
          <KeyValue label="Alternative names">
            {Object.values(policy.alternativeNames).flat().join(', ') || <span className="text-faint">none</span>}
          </KeyValue>
          <KeyValue label="Validity">
            {policy.validityMonths === null ? 'not said' : `${policy.validityMonths} months`}
          </KeyValue>
        </KeyValueList>
        <KeyValueList>
          <KeyValue label="Key">{keyWords({ ...policy, keyType: policy.keyType ?? 'not said' })}</KeyValue>
          <KeyValue label="Key on renewal">{policy.reusesKey ? 'the same' : 'a new one'}</KeyValue>
          <KeyValue label="Exportable">
            {policy.isExportable ? 'Yes: with the secret comes the private key' : 'No: the private key never leaves'}
          </KeyValue>
          <KeyValue label="Secret is kept as">{contentTypes[policy.contentType ?? ''] ?? policy.contentType}</KeyValue>
          <KeyValue label="Usages">
            {[...policy.keyUsages.map(keyUsageName), ...policy.extendedKeyUsages.map(extendedUsageName)].join(', ')}
          </KeyValue>
        </KeyValueList>
      </div>
    </section>
  )
}

const contentTypes: Record<string, string> = {
  'application/x-pkcs12': 'PKCS#12 (PFX)',
  'application/x-pem-file': 'PEM',
}

interface RenewalWordsProps {
  policy: CertificatePolicy
  current: { notBefore: string | null; expiresOn: string | null }
}

/** What comes before the end, in words, and the date. */
function RenewalWords({ policy, current }: RenewalWordsProps) {
  const { words, on, isDue, kind } = renewalOf(policy, current, Date.now())
  return (
    <>
      {words}
      {on ? (
        <span className={isDue ? 'text-warning' : 'text-muted'}>
          {' '}
          {isDue && kind === 'renews' ? 'Due ' : 'That is '}
          <RelativeTime date={on} /> ({absoluteTime(on, 'UTC')}).
        </span>
      ) : null}
    </>
  )
}
