import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  CertificateContacts,
  CertificateIssuer,
  type CertificateIssuerPatch,
  type NewCertificateIssuer,
} from '../domain/certificate-authority.ts'
import { api } from '../routes.ts'
import { certificateQueries } from './certificates.ts'
import { apiFetch } from './fetcher.ts'

/** Adds an issuer (PUT) or changes one (PATCH). Its password passes through and is kept nowhere. */
export function useSetIssuer(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    gcTime: 0,
    mutationFn: (
      issuer: { name: string } & (
        | { method: 'PUT'; body: NewCertificateIssuer }
        | { method: 'PATCH'; body: CertificateIssuerPatch }
      ),
    ) => apiFetch(CertificateIssuer, api.certificateIssuer(vaultName, issuer.name), issuer),
    onSuccess: () => void cache.invalidateQueries({ queryKey: certificateQueries.issuers(vaultName).queryKey }),
  })
}

/** Deletes an issuer for good. */
export function useDeleteIssuer(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (issuerName: string) =>
      apiFetch(CertificateIssuer, api.certificateIssuer(vaultName, issuerName), { method: 'DELETE' }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: certificateQueries.issuers(vaultName).queryKey }),
  })
}

/** Puts contacts in the place of all others; none takes them all away. */
export function useSetContacts(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ contacts }: CertificateContacts) =>
      apiFetch(
        CertificateContacts,
        api.certificateContacts(vaultName),
        contacts.length > 0 ? { method: 'PUT', body: { contacts } } : { method: 'DELETE' },
      ),
    onSuccess: (answer) => cache.setQueryData(certificateQueries.contacts(vaultName).queryKey, answer),
  })
}
