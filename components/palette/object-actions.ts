import { certificateCommands, certificateId } from '@/lib/domain/certificate-commands.ts'
import type { Command } from '@/lib/domain/command-line.ts'
import { keyCommands, keyId } from '@/lib/domain/key-commands.ts'
import type { ObjectKind } from '@/lib/domain/object.ts'
import { deedsOf, deedWords } from '@/lib/domain/object-deed.ts'
import { kindWords } from '@/lib/domain/object-words.ts'
import { secretCommands, secretId } from '@/lib/domain/secret-commands.ts'
import { pages } from '@/lib/routes.ts'
import { objectHref } from '../objects/object-href.ts'
import type { PaletteItem } from './palette-items.ts'

/** An object that actions are about. `enabled` and `managed` are known where a list has told them. */
export interface PaletteSubject {
  kind: ObjectKind
  vaultName: string
  name: string
  enabled?: boolean
  managed?: boolean
}

const kinds = { secrets: 'secret', keys: 'key', certificates: 'certificate' } as const

/** The object whose page an address is, or null. */
export function subjectOfPath(pathname: string): PaletteSubject | null {
  const [area, vaultName, collection = '', name] = pathname.split('/').filter(Boolean).map(decodeURIComponent)
  if (area !== 'vaults' || !vaultName || !name || !Object.hasOwn(kinds, collection)) return null
  return { kind: kinds[collection as keyof typeof kinds], vaultName, name } // it is one of them
}

function commandsOf({ kind, vaultName, name }: PaletteSubject, vaultUri: string): Command[] {
  switch (kind) {
    case 'secret':
      return secretCommands({ vaultName, vaultUri, secretName: name })
    case 'key':
      return keyCommands({ vaultName, vaultUri, keyName: name }, null)
    case 'certificate':
      return certificateCommands({ vaultName, vaultUri, certificateName: name }, null)
  }
}

function idOf({ kind, vaultName, name }: PaletteSubject, vaultUri: string): string {
  if (kind === 'secret') return secretId({ vaultName, vaultUri, secretName: name })
  return kind === 'key'
    ? keyId({ vaultName, vaultUri, keyName: name })
    : certificateId({ vaultName, vaultUri, certificateName: name })
}

export const subjectWords = ({ kind, name }: PaletteSubject) => `${kindWords[kind]} ${name}`

/**
 * What can be done with an object: its dialogs, and every text that names it and holds no value.
 * @param vaultUri null where it is not known: then nothing can be copied
 */
export function objectActions(subject: PaletteSubject, vaultUri: string | null): PaletteItem[] {
  const page = objectHref(subject)
  const detail = subjectWords(subject)
  // What a certificate makes is changed with the certificate alone.
  const deeds = subject.managed ? [] : deedsOf[subject.kind]
  const copies =
    vaultUri === null ? [] : commandsOf(subject, vaultUri).filter(({ label }) => !/identifier/i.test(label))
  return [
    ...deeds.map((deed) => ({
      id: `deed ${deed}`,
      label: deedWords(deed, subject.enabled),
      detail,
      does: { href: pages.deed(page, deed) },
    })),
    ...(vaultUri === null
      ? []
      : [
          {
            id: 'copy uri',
            label: 'Copy URI',
            detail,
            does: { copy: { label: 'URI', text: idOf(subject, vaultUri) } },
          },
        ]),
    ...copies.map((command) => ({
      id: `copy ${command.label}`,
      label: `Copy as ${command.label}`,
      detail,
      does: { copy: command },
    })),
    { id: 'open subject', label: 'Open its page', detail, does: { href: page } },
  ]
}
