import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  type CertificatePropertiesPatch,
  CertificateRequest,
  CertificateVersion,
  CurrentCertificate,
  type ImportCertificate,
  LatestRequest,
  type NewCertificate,
} from '../domain/certificate.ts'
import { CertificatePolicy, type NewCertificatePolicy } from '../domain/certificate-policy.ts'
import { Deletion } from '../domain/object-properties.ts'
import { api } from '../routes.ts'
import { type CertificatePlace, certificateQueries } from './certificates.ts'
import { apiFetch } from './fetcher.ts'

/** Key Vault works on after its answer, so what is shown is read again rather than guessed. */
function readAgain(cache: QueryClient, place: CertificatePlace): Promise<unknown> {
  void cache.invalidateQueries({ queryKey: certificateQueries.list(place.vaultName).queryKey })
  return cache.invalidateQueries({ queryKey: certificateQueries.object(place) })
}

const part = (place: CertificatePlace, name: Parameters<typeof api.certificatePart>[2]) =>
  api.certificatePart(place.vaultName, place.certificateName, name)

/** Asks for a certificate, or for a new version of one. */
export function useCreateCertificate() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ place, body }: { place: CertificatePlace; body: NewCertificate }) =>
      apiFetch(CertificateRequest, part(place, 'create'), { method: 'POST', body }),
    onSuccess: (_, { place }) => void readAgain(cache, place),
  })
}

/** Takes in a certificate with its key. File and password pass through and are kept nowhere. */
export function useImportCertificate() {
  const cache = useQueryClient()
  return useMutation({
    // Without this the private key that was sent would stay in the mutation cache for five minutes.
    gcTime: 0,
    mutationFn: ({ place, body }: { place: CertificatePlace; body: ImportCertificate }) =>
      apiFetch(CurrentCertificate, part(place, 'import'), { method: 'POST', body }),
    onSuccess: (_, { place }) => void readAgain(cache, place),
  })
}

/** Completes a request with what an authority signed. */
export function useMergeCertificate(place: CertificatePlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (certificate: string) =>
      apiFetch(CurrentCertificate, part(place, 'merge'), { method: 'POST', body: { certificate } }),
    onSuccess: () => void readAgain(cache, place),
  })
}

/** Asks for the end of a request that runs, or forgets one that has ended. */
export function useEndRequest(place: CertificatePlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: async (how: 'cancel' | 'forget') => {
      if (how === 'cancel') await apiFetch(CertificateRequest, part(place, 'request'), { method: 'POST' })
      else await apiFetch(LatestRequest, part(place, 'request'), { method: 'DELETE' })
    },
    onSuccess: () => void readAgain(cache, place),
  })
}

/** Changes properties of one version. */
export function usePatchCertificate(place: CertificatePlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ version, patch }: { version: string; patch: CertificatePropertiesPatch }) =>
      apiFetch(CertificateVersion, api.certificateVersion(place.vaultName, place.certificateName, version), {
        method: 'PATCH',
        body: patch,
      }),
    onSuccess: () => void readAgain(cache, place),
  })
}

/** Changes how the next version is made. */
export function useSetPolicy(place: CertificatePlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (policy: NewCertificatePolicy) =>
      apiFetch(CertificatePolicy, part(place, 'policy'), { method: 'PATCH', body: policy }),
    onSuccess: () => void readAgain(cache, place),
  })
}

/** Deletes a certificate with its key and its secret. */
export function useDeleteCertificate(place: CertificatePlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => apiFetch(Deletion, api.certificate(place.vaultName, place.certificateName), { method: 'DELETE' }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: certificateQueries.list(place.vaultName).queryKey })
      void cache.invalidateQueries({ queryKey: certificateQueries.object(place), refetchType: 'none' })
    },
  })
}
