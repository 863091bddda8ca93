'use client'

import { X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { VaultName } from '../../lib/domain/names.ts'
import { pages } from '../../lib/routes.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { useOpenedVaults } from './opened-vaults.ts'

/** Opens a vault that no list shows, by its bare name, and offers the names that were opened before. */
export function OpenByName({ onOpen }: { onOpen?: () => void }) {
  const router = useRouter()
  const opened = useOpenedVaults()
  const [name, setName] = useState('')
  const [error, setError] = useState<string>()
  const open = () => {
    const parsed = VaultName.safeParse(name.trim().toLowerCase())
    if (!parsed.success) {
      setError(parsed.error.issues[0]?.message)
      return
    }
    opened.remember(parsed.data)
    onOpen?.()
    router.push(pages.vault(parsed.data))
  }
  return (
    <div className="flex flex-col gap-4">
      <form
        noValidate
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          open()
        }}
      >
        <Field
          label="Vault name"
          hint="The name alone, as it stands before the first dot of the vault’s URI."
          error={error}
          className="flex-1"
        >
          <Input
            isMono
            value={name}
            placeholder="kv-payments-prod"
            onChange={(event) => {
              setName(event.target.value)
              setError(undefined)
            }}
          />
        </Field>
        <Button type="submit" variant="primary" className="mt-5">
          Open
        </Button>
      </form>
      {opened.names.length > 0 ? (
        <section aria-labelledby="opened-before">
          <h3 id="opened-before" className="pb-1 font-medium text-muted text-xs">
            Opened before in this browser
          </h3>
          <ul className="divide-y divide-line rounded-md border">
            {opened.names.map((each) => (
              <li key={each} className="flex h-9 items-center gap-2 pr-1 pl-3">
                <Link
                  href={pages.vault(each)}
                  onClick={onOpen}
                  className="min-w-0 flex-1 truncate font-mono text-ink text-xs hover:underline"
                >
                  {each}
                </Link>
                <IconButton label={`Forget ${each}`} size="sm" onClick={() => opened.forget(each)}>
                  <X aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
