import { KeyRound, LockKeyhole, ScrollText } from 'lucide-react'
import type { ObjectKind } from '@/lib/domain/object.ts'

const icons = { secret: LockKeyhole, key: KeyRound, certificate: ScrollText } as const

/** The one sign of a kind of object, wherever it shows. It says nothing by itself: the word stands beside it. */
export function ObjectIcon({ kind, className }: { kind: ObjectKind; className?: string }) {
  const Icon = icons[kind]
  return <Icon className={className} aria-hidden />
}

/** The name of an object as the title of its page. */
export function ObjectTitle({ kind, name }: { kind: ObjectKind; name: string }) {
  return (
    <span className="inline-flex items-baseline gap-2 font-mono text-lg">
      <ObjectIcon kind={kind} className="size-4 shrink-0 self-center text-faint" />
      {name}
    </span>
  )
}
