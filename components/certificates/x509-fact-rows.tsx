import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { absoluteTime } from '@/components/ui/relative-time.tsx'
import type { X509Facts } from '@/lib/domain/certificate.ts'
import { extendedUsageName, inPairs, keyUsageName, keyWords } from '@/lib/domain/certificate-words.ts'

const none = <span className="text-faint">none</span>

/** What the certificate itself says. */
export function X509FactRows({ x509 }: { x509: X509Facts }) {
  const usages = x509.keyUsages?.map(keyUsageName).join(', ')
  const extended = x509.extendedKeyUsages.map(extendedUsageName).join(', ')
  return (
    <KeyValueList>
      <KeyValue label="Subject">{x509.subject || none}</KeyValue>
      <KeyValue label="Alternative names">
        {x509.alternativeNames.length > 0
          ? x509.alternativeNames.map(({ kind, value }) => (
              <span key={`${kind} ${value}`} className="mr-3 inline-block">
                <span className="text-muted">{kind}</span> {value}
              </span>
            ))
          : none}
      </KeyValue>
      <KeyValue label="Issuer">
        {x509.issuer}
        {x509.isSelfSigned ? <span className="text-muted"> (signed by its own key)</span> : null}
      </KeyValue>
      {x509.issuerAddresses.map((address) => (
        <KeyValue key={address} label="Issuer’s certificate" copy={address}>
          {address}
        </KeyValue>
      ))}
      <KeyValue label="Valid">
        {absoluteTime(x509.notBefore, 'UTC')} to {absoluteTime(x509.notAfter, 'UTC')}
      </KeyValue>
      <KeyValue label="Key">
        {keyWords(x509)}
        {x509.isAuthority ? <span className="text-muted"> (may sign certificates)</span> : null}
      </KeyValue>
      <KeyValue label="Key usages">{usages === undefined ? 'not limited' : usages || none}</KeyValue>
      <KeyValue label="Extended key usages">{extended || 'not limited'}</KeyValue>
      <KeyValue label="Serial number" copy={x509.serialNumber}>
        {inPairs(x509.serialNumber)}
      </KeyValue>
      <KeyValue label="Thumbprint (SHA-1)" copy={x509.sha1}>
        {inPairs(x509.sha1)}
      </KeyValue>
      <KeyValue label="Thumbprint (SHA-256)" copy={x509.sha256}>
        {inPairs(x509.sha256)}
      </KeyValue>
    </KeyValueList>
  )
}
