import type { CertificateContact } from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import { given } from './object-attributes.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'

export function setCertificateContacts(call: KeyVaultCall, { contacts }: { contacts: CertificateContact[] }): Answer {
  call.vault.objects.certificateContacts = contacts
  return answered(call, contacts)
}

export function getCertificateContacts(call: KeyVaultCall): Answer {
  return answered(call, contactsOf(call))
}

/** Answers with those that it took away. */
export function deleteCertificateContacts(call: KeyVaultCall): Answer {
  const contacts = contactsOf(call)
  call.vault.objects.certificateContacts = []
  return answered(call, contacts)
}

export function readContacts(body: JsonObject): { contacts: CertificateContact[] } {
  const { contacts } = body
  if (!Array.isArray(contacts) || contacts.length === 0) throw invalidProperty()
  return {
    contacts: contacts.map((contact) => {
      if (!isObject(contact) || !isShortText(contact.email) || contact.email === '') throw invalidProperty()
      return {
        email: contact.email,
        ...given('name', contact.name, isShortText),
        ...given('phone', contact.phone, isShortText),
      }
    }),
  }
}

export function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 1024
}

/** @throws KeyVaultError 404 ContactsNotFound */
function contactsOf({ vault }: KeyVaultCall): CertificateContact[] {
  const contacts = vault.objects.certificateContacts
  if (contacts.length === 0) throw new KeyVaultError(404, 'ContactsNotFound', 'Contacts not found')
  return contacts
}

function answered(call: KeyVaultCall, contacts: CertificateContact[]): Answer {
  const id = `${call.vaultUri}/certificates/contacts`
  call.audit.id = id
  return { status: 200, body: { id, contacts } }
}
