import { classNames } from '@/components/ui/class-names.ts'

/** Tags as `name=value`, on one line in a table, wrapped where there is room. */
export function TagList({ tags, isWrapped }: { tags: Record<string, string>; isWrapped?: boolean }) {
  const entries = Object.entries(tags)
  if (entries.length === 0) return <span className="text-faint">{isWrapped ? 'none' : '–'}</span>
  return (
    <span className={classNames('gap-x-2 gap-y-1', isWrapped ? 'flex flex-wrap' : 'block truncate')}>
      {entries.map(([name, value], index) => (
        <span key={name} className="text-xs">
          {!isWrapped && index > 0 ? ' ' : ''}
          <span className="text-muted">{name}</span>
          <span className="text-faint">=</span>
          <span className={isWrapped ? '[overflow-wrap:anywhere]' : ''}>{value}</span>
        </span>
      ))}
    </span>
  )
}
