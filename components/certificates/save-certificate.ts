import { saveFile } from '@/components/export/export-table.ts'
import type { CertificateDetail } from '@/lib/domain/certificate.ts'
import { pemOf } from '@/lib/domain/certificate-words.ts'

/** Hands the browser the public part of a certificate as a file; nothing is asked of Key Vault for it. */
export function saveCertificate(name: string, { cer }: Pick<CertificateDetail, 'cer'>, form: 'cer' | 'pem'): void {
  if (cer === null) return
  const content = form === 'pem' ? pemOf('CERTIFICATE', cer) : Uint8Array.from(atob(cer), (byte) => byte.charCodeAt(0))
  const type = form === 'pem' ? 'application/x-pem-file' : 'application/pkix-cert'
  saveFile(new Blob([content], { type }), `${name}.${form}`)
}

/** Hands the browser a signing request as a file, for whoever is to sign it. */
export function saveSigningRequest(name: string, csr: string): void {
  saveFile(new Blob([pemOf('CERTIFICATE REQUEST', csr)], { type: 'application/pkcs10' }), `${name}.csr`)
}
