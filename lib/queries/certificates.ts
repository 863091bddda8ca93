import { queryOptions } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import {
  CertificateDetail,
  CertificatePage,
  type CertificateRequest,
  CertificateVersionPage,
  CurrentCertificate,
  LatestRequest,
} from '../domain/certificate.ts'
import { CertificateContacts, CertificateIssuer, CertificateIssuerPage } from '../domain/certificate-authority.ts'
import { builtInIssuers } from '../domain/certificate-policy.ts'
import { CertificateRights } from '../domain/rights.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'

/** Where a certificate is: the pair that every query and every write of one names first. */
export interface CertificatePlace {
  vaultName: string
  certificateName: string
}

const keyOf = ({ vaultName, certificateName }: CertificatePlace, ...part: string[]) => [
  'vaults',
  'certificates',
  vaultName,
  'object',
  certificateName,
  ...part,
]

const isRunning = (request: CertificateRequest | null | undefined) => request?.status === 'inProgress'

export const certificateQueries = {
  /** The certificates of a vault, each with the properties of its current version; rows appear page by page. */
  list: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'certificates', vaultName, 'list'],
      queryFn: streamedList(CertificatePage, api.certificates(vaultName)),
    }),

  /** Everything about one certificate: the key of what `invalidateQueries` reads again after a write. */
  object: (place: CertificatePlace) => keyOf(place),

  /** The current version with its public part, and the policy. */
  current: (place: CertificatePlace) =>
    queryOptions({
      queryKey: keyOf(place, 'current'),
      queryFn: ({ signal }) =>
        apiFetch(CurrentCertificate, api.certificate(place.vaultName, place.certificateName), { signal }),
    }),

  /** All versions in the order that Key Vault gives them, which is none; they appear page by page. */
  versions: (place: CertificatePlace) =>
    queryOptions({
      queryKey: keyOf(place, 'versions'),
      queryFn: streamedList(
        CertificateVersionPage,
        api.certificatePart(place.vaultName, place.certificateName, 'versions'),
      ),
    }),

  /** One version with its public part, for whoever opens it. */
  version: (place: CertificatePlace, version: string) =>
    queryOptions({
      queryKey: keyOf(place, 'version', version),
      queryFn: ({ signal }) =>
        apiFetch(CertificateDetail, api.certificateVersion(place.vaultName, place.certificateName, version), {
          signal,
        }),
    }),

  /**
   * The latest request for a version. One that Key Vault signs itself ends within seconds, so it is asked for again until
   * then; when a request is seen to have ended, what it made is read.
   */
  request: (place: CertificatePlace) =>
    queryOptions({
      queryKey: keyOf(place, 'request'),
      queryFn: async ({ signal, client, queryKey }) => {
        const path = api.certificatePart(place.vaultName, place.certificateName, 'request')
        const before: z.infer<typeof LatestRequest> | undefined = client.getQueryData(queryKey)
        const latest = await apiFetch(LatestRequest, path, { signal })
        if (isRunning(before?.request) && !isRunning(latest.request)) {
          void client.invalidateQueries({ queryKey: keyOf(place, 'current') })
          void client.invalidateQueries({ queryKey: keyOf(place, 'versions') })
        }
        return latest
      },
      refetchInterval: ({ state }) =>
        isRunning(state.data?.request) && state.data?.request?.issuerName === builtInIssuers.self ? 3_000 : false,
    }),

  /** What the person may do with this one certificate. A hint for buttons: the call itself decides. */
  rights: (place: CertificatePlace) =>
    queryOptions({
      queryKey: keyOf(place, 'rights'),
      queryFn: ({ signal }) =>
        apiFetch(CertificateRights, api.certificatePart(place.vaultName, place.certificateName, 'rights'), { signal }),
    }),

  /** The accounts at certificate authorities that the vault can order from. */
  issuers: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'certificates', vaultName, 'issuers'],
      queryFn: ({ signal }) => apiFetch(CertificateIssuerPage, api.certificateIssuers(vaultName), { signal }),
    }),

  /** One issuer, without its password. */
  issuer: (vaultName: string, issuerName: string) =>
    queryOptions({
      queryKey: ['vaults', 'certificates', vaultName, 'issuers', issuerName],
      queryFn: ({ signal }) => apiFetch(CertificateIssuer, api.certificateIssuer(vaultName, issuerName), { signal }),
    }),

  /** Whom Key Vault writes to. */
  contacts: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'certificates', vaultName, 'contacts'],
      queryFn: ({ signal }) => apiFetch(CertificateContacts, api.certificateContacts(vaultName), { signal }),
    }),
}
