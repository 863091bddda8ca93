import { Mark } from './mark.tsx'

export function Starting() {
  return (
    <main className="flex flex-1 items-center justify-center">
      <p role="status" className="flex animate-appear-late items-center gap-2 text-muted">
        <Mark className="size-5" />
        Starting …
      </p>
    </main>
  )
}
