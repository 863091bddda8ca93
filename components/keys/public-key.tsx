'use client'

import { Copy, Download, KeySquare } from 'lucide-react'
import { saveFile } from '@/components/export/export-table.ts'
import { Button } from '@/components/ui/button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import type { KeyDetail } from '@/lib/domain/key.ts'

/** The public half of a version to take away, as PEM and as a JSON Web Key. */
export function PublicKey({ detail, fileName }: { detail: KeyDetail; fileName: string }) {
  const forms = [
    { name: 'PEM', text: detail.pem, file: `${fileName}.pem`, type: 'application/x-pem-file' },
    {
      name: 'JWK',
      text: detail.jwk && JSON.stringify(detail.jwk, null, 2),
      file: `${fileName}.jwk.json`,
      type: 'application/jwk+json',
    },
  ]
  return (
    <Menu
      trigger={
        <Button size="sm">
          <KeySquare aria-hidden />
          Public key …
        </Button>
      }
    >
      {forms.flatMap(({ name, text, file, type }) => {
        const disabledReason = text === null ? `This kind of key has no public half as ${name}.` : null
        return [
          <MenuItem
            key={`copy ${name}`}
            icon={<Copy aria-hidden />}
            disabledReason={disabledReason}
            onSelect={() => void copy(name, text ?? '')}
          >
            {`Copy as ${name}`}
          </MenuItem>,
          <MenuItem
            key={`download ${name}`}
            icon={<Download aria-hidden />}
            disabledReason={disabledReason}
            onSelect={() => saveFile(new Blob([text ?? ''], { type }), file)}
          >
            {`Download as ${name}`}
          </MenuItem>,
        ]
      })}
    </Menu>
  )
}

async function copy(name: string, text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    showToast({ tone: 'ok', title: `Public key copied as ${name}` })
  } catch {
    showToast({ tone: 'danger', title: 'Could not copy', description: 'The browser refused access to the clipboard.' })
  }
}
