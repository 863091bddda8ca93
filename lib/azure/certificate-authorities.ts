import 'server-only'
import type { CertificateIssuer as AzureIssuer, CertificateContact } from '@azure/keyvault-certificates'
import type {
  CertificateContacts,
  CertificateIssuer,
  CertificateIssuerPatch,
  CertificateIssuerRow,
  NewCertificateIssuer,
} from '../domain/certificate-authority.ts'
import type { Page } from '../domain/page.ts'
import { AzureCallError } from './azure-call-error.ts'
import { pagesOf } from './call-scope.ts'
import type { AzureContext } from './context.ts'
import { unlessAmbiguous } from './outcome.ts'
import { isoDate } from './secret-mapping.ts'
import { certificateClient } from './vaults.ts'

/** The accounts at certificate authorities that a vault can order from, 25 a page. */
export async function* listIssuers(azure: AzureContext, vaultName: string): AsyncGenerator<Page<CertificateIssuerRow>> {
  const pages = certificateClient(azure, vaultName).listPropertiesOfIssuers().byPage()
  for await (const page of pagesOf(azure, pages)) {
    yield { items: page.map(({ id, provider }) => ({ name: nameIn(id), provider: provider ?? null })) }
  }
}

/** One issuer without its password, which Key Vault gives to nobody. */
export async function getIssuer(
  azure: AzureContext,
  vaultName: string,
  issuerName: string,
): Promise<CertificateIssuer> {
  return toIssuer(issuerName, await certificateClient(azure, vaultName).getIssuer(issuerName))
}

/** Adds an issuer, or puts it in the place of the one of that name. */
export async function setIssuer(
  azure: AzureContext,
  vaultName: string,
  issuerName: string,
  { provider, ...details }: NewCertificateIssuer,
): Promise<CertificateIssuer> {
  const client = certificateClient(azure, vaultName)
  return toIssuer(issuerName, await unlessAmbiguous(client.createIssuer(issuerName, provider, optionsOf(details))))
}

/** Changes what is named and leaves the rest, the password too. */
export async function updateIssuer(
  azure: AzureContext,
  vaultName: string,
  issuerName: string,
  patch: CertificateIssuerPatch,
): Promise<CertificateIssuer> {
  const client = certificateClient(azure, vaultName)
  return toIssuer(issuerName, await unlessAmbiguous(client.updateIssuer(issuerName, optionsOf(patch))))
}

/** Deletes an issuer for good: they are not deleted softly. */
export async function deleteIssuer(
  azure: AzureContext,
  vaultName: string,
  issuerName: string,
): Promise<CertificateIssuer> {
  return toIssuer(issuerName, await unlessAmbiguous(certificateClient(azure, vaultName).deleteIssuer(issuerName)))
}

/** Whom Key Vault writes to about all certificates of the vault; nobody where none were ever set. */
export async function getContacts(azure: AzureContext, vaultName: string): Promise<CertificateContacts> {
  try {
    return toContacts(await certificateClient(azure, vaultName).getContacts())
  } catch (error) {
    if (error instanceof AzureCallError && error.code === 'ContactsNotFound') return { contacts: [] }
    throw error
  }
}

/** Puts these contacts in the place of all others. */
export async function setContacts(
  azure: AzureContext,
  vaultName: string,
  { contacts }: CertificateContacts,
): Promise<CertificateContacts> {
  const set = contacts.map((one) => given(one) as NonNullable<CertificateContact>) // the SDK's type has no undefined
  return toContacts(await unlessAmbiguous(certificateClient(azure, vaultName).setContacts(set)))
}

/** Takes all contacts away: then nobody is told of an end. */
export async function deleteContacts(azure: AzureContext, vaultName: string): Promise<CertificateContacts> {
  await unlessAmbiguous(certificateClient(azure, vaultName).deleteContacts())
  return { contacts: [] }
}

function optionsOf({ administrators, ...details }: CertificateIssuerPatch) {
  return given({ ...details, administratorContacts: administrators?.map(given) })
}

function toIssuer(issuerName: string, azure: AzureIssuer): CertificateIssuer {
  return {
    name: nameIn(azure.id) || issuerName,
    provider: azure.provider ?? null,
    enabled: azure.enabled ?? true,
    accountId: azure.accountId ?? null,
    organizationId: azure.organizationId ?? null,
    administrators: (azure.administratorContacts ?? []).map(given),
    createdOn: isoDate(azure.createdOn),
    updatedOn: isoDate(azure.updatedOn),
  }
}

function toContacts(azure: CertificateContact[] | undefined): CertificateContacts {
  return {
    contacts: (azure ?? []).flatMap((one) => (one?.email ? [{ email: one.email, ...given(pick(one)) }] : [])),
  }
}

const pick = ({ name, phone }: NonNullable<CertificateContact>) => ({ name, phone })

/** The SDK takes the id for that of a certificate, and so each name for `issuers`. */
const nameIn = (id: string | undefined) => id?.slice(id.lastIndexOf('/') + 1) ?? ''

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** Without what is not given, which the SDK's types tell from undefined. */
function given<T extends object>(object: T): Given<T> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Given<T> // the same, less
}
