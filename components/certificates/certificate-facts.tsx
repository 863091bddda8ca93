'use client'

import Link from 'next/link'
import { CommandsMenu } from '@/components/commands-menu.tsx'
import { ExpiryWords } from '@/components/secrets/expiry-words.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { CurrentCertificate } from '@/lib/domain/certificate.ts'
import { certificateCommands, certificateId } from '@/lib/domain/certificate-commands.ts'
import { pages } from '@/lib/routes.ts'
import type { CertificateObject } from './use-certificate-object.ts'
import { X509FactRows } from './x509-fact-rows.tsx'

/** What is so now: who the certificate says it is, and where its key and its chain lie. */
export function CertificateFacts({ object, current }: { object: CertificateObject; current: CurrentCertificate }) {
  const { place, vault } = object
  const { vaultName, certificateName } = place
  const address = vault && { ...place, vaultUri: vault.vaultUri }
  return (
    <div className="flex flex-col gap-4 px-4 pb-5 sm:px-6">
      <section aria-label="Current version" className="grid items-start gap-x-10 lg:grid-cols-2">
        {current.x509 ? <X509FactRows x509={current.x509} /> : null}
        <KeyValueList className={current.x509 ? 'max-lg:border-t-0' : ''}>
          <KeyValue label="Expiry">
            {current.cer ? <ExpiryWords expiresOn={current.expiresOn} /> : 'It begins when it is issued'}
          </KeyValue>
          <KeyValue label="Current version" copy={current.version}>
            {current.version}
          </KeyValue>
          <KeyValue label="Made">
            {current.createdOn ? (
              <RelativeTime date={current.createdOn} />
            ) : (
              <span className="text-faint">unknown</span>
            )}
          </KeyValue>
          <KeyValue label="Tags">
            <TagList tags={current.tags} isWrapped />
          </KeyValue>
          {address ? (
            <KeyValue label="Identifier" copy={certificateId(address)}>
              {certificateId(address)}
            </KeyValue>
          ) : null}
          <KeyValue label="Key and chain">
            The private key and the certificates above this one are in the{' '}
            <Link href={pages.secret(vaultName, certificateName)} className="text-accent underline">
              secret of the same name
            </Link>
            ; reading it is audited as a read of the key, so nothing here does.
          </KeyValue>
        </KeyValueList>
      </section>
      {address ? (
        <div>
          <CommandsMenu commands={certificateCommands(address, current.policy)} />
        </div>
      ) : null}
    </div>
  )
}
