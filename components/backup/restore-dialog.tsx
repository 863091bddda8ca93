'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type FormEvent, useState } from 'react'
import { FormDialog } from '@/components/form-dialog.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type BackupCollection, backupFileLimitBytes } from '@/lib/domain/backup.ts'
import { useRestore } from '@/lib/queries/backups.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { pages } from '@/lib/routes.ts'
import { nounOf, placeRule } from './backup-words.ts'

export interface RestoreDialogProps {
  vaultName: string
  collection: BackupCollection
  onClose: () => void
}

const limitMb = backupFileLimitBytes / 1024 / 1024

/** Brings an object back from the file of its backup, under the name it had. */
export function RestoreDialog({ vaultName, collection, onClose }: RestoreDialogProps) {
  const router = useRouter()
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const restore = useRestore(vaultName, collection)
  const [file, setFile] = useState<File | null>(null)
  const [fileError, setFileError] = useState<string>()
  const noun = nounOf(collection)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const error = mistakeIn(file)
    setFileError(error)
    if (!file || error) return
    restore.mutate(base64(new Uint8Array(await file.arrayBuffer())), {
      onSuccess: ({ name }) => {
        onClose()
        showToast({ tone: 'ok', title: `${name} is restored` })
        router.push(`${pages.vault(vaultName)}/${collection}/${encodeURIComponent(name)}`)
      },
    })
  }
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Restore a ${noun}`}
      description={placeRule(vault?.facts ?? null)}
      submitLabel={`Restore ${noun}`}
      onSubmit={(event) => void submit(event)}
      submitError={restore.error && problemFrom(restore.error)}
      loading={restore.isPending}
    >
      <Field
        label="Backup file"
        error={fileError}
        hint="As downloaded here, or written by the Azure CLI or PowerShell. It comes back with all its versions and its own name, which must be free: neither taken nor held by a deleted one."
      >
        <Input
          type="file"
          className="py-1"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null)
            setFileError(undefined)
          }}
        />
      </Field>
    </FormDialog>
  )
}

function mistakeIn(file: File | null): string | undefined {
  if (!file) return 'Choose a file.'
  if (file.size === 0) return 'The file is empty.'
  if (file.size > backupFileLimitBytes) return `A backup is at most ${limitMb} MB long.`
  return undefined
}

/** In pieces: a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}
