import { classNames } from './class-names.ts'

/** Holds the place of text that is on its way. Shows itself after 300 ms only, so that a quick answer does not flash. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames('block h-3 animate-appear-late rounded-sm bg-line opacity-60', className)}
    />
  )
}
