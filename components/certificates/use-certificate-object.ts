'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CertificateRequest, CertificateVersion, CurrentCertificate } from '@/lib/domain/certificate.ts'
import type { Problem } from '@/lib/domain/problem.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import type { CertificateOperation } from '@/lib/domain/rights.ts'
import { currentFirst } from '@/lib/domain/secret-versions.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'
import { type CertificatePlace, certificateQueries } from '@/lib/queries/certificates.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'

/** One certificate as its page knows it. */
export interface CertificateObject {
  place: CertificatePlace
  /** The version that Key Vault itself answers when none is named. */
  current: CurrentCertificate | undefined
  error: Problem | null
  /** The current one first, then the newest. */
  versions: CertificateVersion[]
  /** False while versions are still coming. */
  isComplete: boolean
  versionsError: Problem | null
  /** The latest request; undefined until it is known, null where there is none. */
  request: CertificateRequest | null | undefined
  requestError: Problem | null
  reload: () => void
  vault: VaultDetail | undefined
  /** Why the person may not do this to the certificate, for a disabled button; null where they may try. */
  whyNot: (operation: CertificateOperation) => string | null
}

export function useCertificateObject(place: CertificatePlace): CertificateObject {
  const { data: current, error, refetch } = useQuery(certificateQueries.current(place))
  const list = useQuery(certificateQueries.versions(place))
  const latest = useQuery(certificateQueries.request(place))
  const { data: rights } = useQuery(certificateQueries.rights(place))
  const { data: vault } = useQuery(vaultQueries.detail(place.vaultName))
  const { data } = list
  const versions = useMemo(() => currentFirst(data?.items ?? [], current?.version), [data, current])
  // Key Vault lists no version of one that was never issued: no error where the certificate itself is there.
  const isNeverIssued = current !== undefined && list.error?.code === 'certificate_not_found'
  return {
    place,
    current,
    error: error && problemFrom(error),
    versions,
    isComplete: isNeverIssued || (data?.isComplete ?? false),
    versionsError: list.error && !isNeverIssued ? problemFrom(list.error) : null,
    request: latest.data?.request,
    requestError: latest.error && problemFrom(latest.error),
    reload: () => {
      void refetch()
      void list.refetch()
      void latest.refetch()
    },
    vault,
    whyNot: (operation) =>
      rightReason('certificates', operation, rights?.[operation], vault?.facts?.permissionModel ?? null),
  }
}
