'use client'

import { CommandsMenu } from '@/components/commands-menu.tsx'
import { SecretValue } from '@/components/secret-value/secret-value.tsx'
import { KeyValue, KeyValueList } from '@/components/ui/key-value-list.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { secretCommands, secretId } from '@/lib/domain/secret-commands.ts'
import { revealSecret } from '@/lib/queries/secrets.ts'
import { TagList } from '../tag-list.tsx'
import { ExpiryWords } from './expiry-words.tsx'
import { revealReason } from './reveal-reason.ts'
import type { SecretObject } from './use-secret-object.ts'
import { shortVersion } from './version-id.tsx'

/** What is so now: the facts of the current version, and its value behind dots. */
export function SecretFacts({ secret, current }: { secret: SecretObject; current: SecretVersion }) {
  const { place, vault, tiedWith } = secret
  return (
    <section aria-label="Current version" className="flex flex-col gap-2 px-4 pb-5 sm:px-6">
      <div className="flex flex-col gap-x-4 gap-y-1 border-t py-2 text-sm sm:flex-row">
        <span className="w-52 shrink-0 py-0.5 text-muted">Value</span>
        <div className="min-w-0 flex-1">
          <SecretValue
            identity={current.version}
            what={`${place.secretName}, current version`}
            reveal={(signal) => revealSecret(place, current.version, signal)}
            disabledReason={revealReason(secret, current)}
          />
        </div>
      </div>
      <div className="-mt-2 grid items-start gap-x-10 lg:grid-cols-2">
        <KeyValueList className="max-lg:border-b-0">
          <KeyValue label="Current version" copy={current.version}>
            {current.version}
          </KeyValue>
          <KeyValue label="Expiry">
            <ExpiryWords expiresOn={current.expiresOn} />
          </KeyValue>
          <KeyValue label="Activation">
            <MaybeDate date={current.notBefore} none="at once" />
          </KeyValue>
          <KeyValue label="Content type">{current.contentType || <span className="text-faint">none</span>}</KeyValue>
        </KeyValueList>
        <KeyValueList>
          <KeyValue label="Tags">
            <TagList tags={current.tags} isWrapped />
          </KeyValue>
          <KeyValue label="Written">
            <MaybeDate date={current.createdOn} none="unknown" />
            {current.updatedOn && current.updatedOn !== current.createdOn ? (
              <span className="text-muted">
                {', changed '}
                <RelativeTime date={current.updatedOn} />
              </span>
            ) : null}
          </KeyValue>
          {vault ? (
            <KeyValue label="Identifier" copy={secretId({ ...place, vaultUri: vault.vaultUri })}>
              {secretId({ ...place, vaultUri: vault.vaultUri })}
            </KeyValue>
          ) : null}
        </KeyValueList>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {vault ? <CommandsMenu commands={secretCommands({ ...place, vaultUri: vault.vaultUri })} /> : null}
        {tiedWith.length > 0 ? (
          <p className="text-sm text-warning">
            Version {tiedWith.map(({ version }) => shortVersion(version)).join(', ')} was made in the same second, and
            Key Vault keeps no smaller time: which one is current is not certain.
          </p>
        ) : null}
      </div>
    </section>
  )
}

function MaybeDate({ date, none }: { date: string | null; none: string }) {
  return date ? <RelativeTime date={date} /> : <span className="text-faint">{none}</span>
}
