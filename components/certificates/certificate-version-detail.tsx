'use client'

import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { CommandsMenu } from '@/components/commands-menu.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { Button } from '@/components/ui/button.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { CertificateVersion } from '@/lib/domain/certificate.ts'
import { certificateCommands, certificateId } from '@/lib/domain/certificate-commands.ts'
import { certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { saveCertificate } from './save-certificate.ts'
import type { CertificateObject } from './use-certificate-object.ts'
import { X509FactRows } from './x509-fact-rows.tsx'

/** All of a version's facts. Lists tell no subject, so the version itself is read. */
export function CertificateVersionDetail({
  object,
  version,
}: {
  object: CertificateObject
  version: CertificateVersion
}) {
  const { place, vault } = object
  const { data: detail, error, refetch } = useQuery(certificateQueries.version(place, version.version))
  if (error && !detail) {
    return (
      <ProblemNotice problem={problemFrom(error)} actions={<Button onClick={() => void refetch()}>Try again</Button>} />
    )
  }
  const address = vault && { ...place, vaultUri: vault.vaultUri, version: version.version }
  const fileName = `${place.certificateName}-${version.version.slice(0, 8)}`
  return (
    <div className="flex flex-col gap-3">
      {detail?.x509 ? <X509FactRows x509={detail.x509} /> : null}
      {detail ? null : <Skeleton className="w-1/2" />}
      <KeyValueList>
        <KeyValue label="Version" copy={version.version}>
          {version.version}
        </KeyValue>
        {address ? (
          <KeyValue label="Identifier" copy={certificateId(address)}>
            {certificateId(address)}
          </KeyValue>
        ) : null}
        <KeyValue label="Tags">
          <TagList tags={version.tags} isWrapped />
        </KeyValue>
      </KeyValueList>
      <div className="flex flex-wrap gap-2">
        {address ? <CommandsMenu commands={certificateCommands(address, null)} /> : null}
        {detail?.cer ? (
          <>
            <Button size="sm" onClick={() => saveCertificate(fileName, detail, 'cer')}>
              <Download aria-hidden />
              Download CER
            </Button>
            <Button size="sm" onClick={() => saveCertificate(fileName, detail, 'pem')}>
              <Download aria-hidden />
              Download PEM
            </Button>
          </>
        ) : null}
      </div>
    </div>
  )
}
