import { Button } from '@/components/ui/button.tsx'
import type { ApiError } from '@/lib/queries/api-error.ts'

/** The way out where somebody else changed the settings, or nobody knows whether ours were written. */
export function ReloadSettings(props: { error: ApiError | null; onReload: () => void; onClose: () => void }) {
  if (props.error?.code !== 'concurrent_change' && props.error?.code !== 'outcome_unknown') return null
  return (
    <Button
      size="sm"
      onClick={() => {
        props.onReload()
        props.onClose()
      }}
    >
      Reload the settings
    </Button>
  )
}
