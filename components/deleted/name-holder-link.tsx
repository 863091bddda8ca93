import Link from 'next/link'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { pages } from '@/lib/routes.ts'

/** Leads from "the name is held" to the deleted object that holds it, where it can be recovered or purged. */
export function NameHolderLink({ vaultName, name }: { vaultName: string; name: string }) {
  return (
    <Link href={`${pages.deletedOf(vaultName)}?q=${encodeURIComponent(name)}`} className={buttonStyle({ size: 'sm' })}>
      Recover or purge {name}
    </Link>
  )
}
