'use client'

import type { RevealedSecret } from '@/lib/domain/secret.ts'
import { SecretValueButtons } from './secret-value-buttons.tsx'
import { SecretValuePanel } from './secret-value-panel.tsx'
import { useSecretValue } from './use-secret-value.ts'

export interface SecretValueProps {
  /** Names the version whose value this is; another one starts hidden. */
  identity: string
  what: string
  reveal: (signal?: AbortSignal) => Promise<RevealedSecret>
  disabledReason?: string | false | null | undefined
}

/** A value behind dots: revealed by a click for 30 seconds, copied without being shown. */
export function SecretValue(props: SecretValueProps) {
  return <HeldValue key={props.identity} {...props} />
}

function HeldValue({ what, reveal, disabledReason }: SecretValueProps) {
  const control = useSecretValue(reveal)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus went elsewhere.
    <div onBlur={control.onBlur} className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-6 flex-wrap items-center gap-2">
        <SecretValueButtons control={control} what={what} disabledReason={disabledReason} />
        {control.state.status === 'shown' ? null : <MaskedValue />}
      </div>
      <SecretValuePanel control={control} what={what} />
    </div>
  )
}

/** As many dots for every value, so that they tell nothing of its length. */
function MaskedValue() {
  return (
    <span className="font-mono text-faint tracking-widest" aria-hidden>
      ••••••••••
    </span>
  )
}
