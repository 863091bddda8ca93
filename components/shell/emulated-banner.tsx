import { FlaskConical } from 'lucide-react'

/** Stands on every page while the cloud is the emulator, so that nobody takes sample data for their own. */
export function EmulatedBanner() {
  return (
    <aside
      aria-label="Emulated data"
      className="flex h-7 shrink-0 items-center justify-center gap-2 border-emulated-line border-b bg-emulated-wash px-4 text-emulated text-xs"
    >
      <FlaskConical className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">
        <strong className="font-semibold">Emulated data.</strong> Nothing here is real and nothing reaches Azure.
      </span>
    </aside>
  )
}
