import 'server-only'
import type { CertificatePolicy as AzurePolicy } from '@azure/keyvault-certificates'
import type * as z from 'zod/mini'
import type { CertificateRequest, LatestRequest, NewCertificate } from '../domain/certificate.ts'
import { AzureCallError } from './azure-call-error.ts'
import { toAzurePolicy } from './certificate-mapping.ts'
import type { AzureContext } from './context.ts'
import { unlessAmbiguous } from './outcome.ts'
import { certificateClient } from './vaults.ts'

/** Key Vault's own body of a request for a certificate (CertificateOperation in models.tsp). */
interface OperationBody {
  issuer?: { name?: string }
  csr?: string
  cancellation_requested?: boolean
  status?: string
  status_details?: string
  error?: { code?: string; message?: string } | null
}

/** The part of an SDK's answer that is looked at here. */
interface Answered {
  request: { url: string; method: string }
  status: number
  bodyAsText?: string | null | undefined
}

/**
 * Takes down the last body that Key Vault answered about a request. The SDK's pollers hide it: they look again after
 * each write, wait for the end, and throw a bare text where a request has failed.
 */
function requestRecorder(method?: string) {
  let last: OperationBody | undefined
  return {
    onResponse: (response: Answered) => {
      const isAboutRequest = /\/(pending|create)$/.test(new URL(response.request.url).pathname)
      const isWanted = method === undefined || response.request.method === method
      if (!isAboutRequest || !isWanted || response.status >= 300) return
      last = JSON.parse(response.bodyAsText ?? '{}') as OperationBody // Key Vault's own body
    },
    last: () => last,
  }
}

/**
 * Asks for a certificate, or for a new version of one. Key Vault signs its own within seconds; an issuer takes longer,
 * and one of issuer Unknown waits for `mergeCertificate`.
 */
export async function createCertificate(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  { policy, enabled, tags }: NewCertificate,
): Promise<CertificateRequest> {
  const client = certificateClient(azure, vaultName)
  const recorder = requestRecorder()
  const wanted: AzurePolicy = policy ? toAzurePolicy(policy) : await client.getCertificatePolicy(certificateName)
  const creating = client.beginCreateCertificate(certificateName, wanted, {
    enabled: enabled ?? true,
    ...(tags && { tags }),
    onResponse: recorder.onResponse,
  })
  // The SDK then looks how far it is; by that time it is asked for, whatever the look says.
  await unlessAmbiguous(creating.catch((error: unknown) => recorder.last() ?? Promise.reject(error)))
  return toRequest(recorder.last() ?? {})
}

/** The latest request for a version; null where there is none, as after an import. */
export async function getLatestRequest(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
): Promise<z.infer<typeof LatestRequest>> {
  const recorder = requestRecorder()
  try {
    await certificateClient(azure, vaultName).getCertificateOperation(certificateName, recorder)
  } catch (error) {
    if (error instanceof AzureCallError && error.code === 'PendingCertificateNotFound') return { request: null }
    if (!recorder.last()) throw error
  }
  return { request: toRequest(recorder.last() ?? {}) }
}

/** Asks Key Vault to give a request up. It ends a little later. */
export async function cancelRequest(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
): Promise<CertificateRequest> {
  const recorder = requestRecorder('PATCH')
  const poller = await certificateClient(azure, vaultName).getCertificateOperation(certificateName, recorder)
  await unlessAmbiguous(poller.cancelOperation())
  return toRequest(recorder.last() ?? {})
}

/** Forgets a request, whatever its state. What it was to make is never issued. */
export async function deleteRequest(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
): Promise<z.infer<typeof LatestRequest>> {
  await unlessAmbiguous(certificateClient(azure, vaultName).deleteCertificateOperation(certificateName))
  return { request: null }
}

function toRequest(body: OperationBody): CertificateRequest {
  const { code = '', message = '' } = body.error ?? {}
  return {
    status: body.status ?? 'inProgress',
    details: body.status_details ?? null,
    issuerName: body.issuer?.name ?? '',
    csr: body.csr ?? null,
    isCancellationRequested: body.cancellation_requested ?? false,
    error: body.error ? { code, message } : null,
  }
}
