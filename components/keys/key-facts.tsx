'use client'

import { CommandsMenu } from '@/components/commands-menu.tsx'
import { ExpiryWords } from '@/components/secrets/expiry-words.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { KeyDetail } from '@/lib/domain/key.ts'
import { keyCommands, keyId } from '@/lib/domain/key-commands.ts'
import type { KeyAction } from './key-dialogs.tsx'
import { keptInWords, shapeWords } from './key-words.ts'
import { PublicKey } from './public-key.tsx'
import { RotationFacts } from './rotation-facts.tsx'
import type { KeyObject } from './use-key-object.ts'

export interface KeyFactsProps {
  object: KeyObject
  current: KeyDetail
  onAction: (action: KeyAction) => void
}

/** What is so now: the facts of the current version, how it rotates, and its public half. */
export function KeyFacts({ object, current, onAction }: KeyFactsProps) {
  const { place, vault } = object
  const address = vault && { ...place, vaultUri: vault.vaultUri }
  return (
    <div className="flex flex-col gap-4 px-4 pb-5 sm:px-6">
      <section aria-label="Current version" className="grid items-start gap-x-10 lg:grid-cols-2">
        <KeyValueList className="max-lg:border-b-0">
          <KeyValue label="Type">{shapeWords(current)}</KeyValue>
          <KeyValue label="Kept in">{keptInWords(current.isHsm)}</KeyValue>
          <KeyValue label="Operations">
            {current.operations.join(', ') || <span className="text-faint">none permitted</span>}
          </KeyValue>
          <KeyValue label="Expiry">
            <ExpiryWords expiresOn={current.expiresOn} />
          </KeyValue>
          <KeyValue label="Activation">
            <MaybeDate date={current.notBefore} none="at once" />
          </KeyValue>
          <KeyValue label="Exportable">{exportableWords(current.isExportable)}</KeyValue>
        </KeyValueList>
        <KeyValueList>
          <KeyValue label="Current version" copy={current.version}>
            {current.version}
          </KeyValue>
          <KeyValue label="Made">
            <MaybeDate date={current.createdOn} none="unknown" />
          </KeyValue>
          <KeyValue label="Tags">
            <TagList tags={current.tags} isWrapped />
          </KeyValue>
          {address ? (
            <KeyValue label="Identifier" copy={keyId(address)}>
              {keyId(address)}
            </KeyValue>
          ) : null}
          <RotationFacts object={object} current={current} onAction={onAction} />
        </KeyValueList>
      </section>
      <div className="flex flex-wrap items-center gap-3">
        {address ? <CommandsMenu commands={keyCommands(address, current)} /> : null}
        <PublicKey detail={current} fileName={place.keyName} />
      </div>
    </div>
  )
}

/** Whether the private half may ever leave. */
export function exportableWords(isExportable: boolean | null): string {
  if (isExportable === null) return 'The vault does not say'
  return isExportable ? 'Yes, by its release policy' : 'No: the private half never leaves'
}

function MaybeDate({ date, none }: { date: string | null; none: string }) {
  return date ? <RelativeTime date={date} /> : <span className="text-faint">{none}</span>
}
