import Link from 'next/link'
import { pages } from '../../lib/routes.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { Mark } from './mark.tsx'

export function NotFoundPage() {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-xl flex-col items-start justify-center gap-3 px-6">
      <Mark className="size-6 text-faint" />
      <h1 className="font-semibold text-xl">There is no page here</h1>
      <p className="text-muted">
        The address may be mistyped, or it belongs to a part of Strongroom that this version does not have.
      </p>
      <Link href={pages.vaults()} className={buttonStyle()}>
        Go to the vaults
      </Link>
    </main>
  )
}
