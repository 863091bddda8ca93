const swatch = 'inline-block size-3.5 shrink-0 border'

/** What colours and marks mean. Never colour alone: each has a shape of its own. */
export function HeatmapLegend({ most, areRightsShown }: { most: number; areRightsShown: boolean }) {
  return (
    <ul aria-label="Legend" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-muted text-xs">
      <li className="flex items-center gap-1.5">
        1
        <span
          aria-hidden
          className="inline-block h-3 w-24 border"
          style={{ background: 'linear-gradient(to right, var(--heat-low), var(--heat-middle), var(--heat-high))' }}
        />
        {most.toLocaleString('en')} calls, by their logarithm
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={`${swatch} relative overflow-hidden`} style={{ background: 'var(--heat-low)' }}>
          <span className="absolute -top-1 -right-1 size-2.5 rotate-45 bg-danger" />
        </span>
        some refused
      </li>
      <li className="flex items-center gap-1.5">
        <span
          aria-hidden
          className={`${swatch} text-center text-2xs leading-3`}
          style={{ background: 'var(--danger-fill)', color: '#fff' }}
        >
          ×
        </span>
        all refused
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={swatch} style={{ background: hatching }} />
        not logged: not known
      </li>
      <li className="flex items-center gap-1.5">
        <span aria-hidden className={swatch} />
        no call, proven
      </li>
      {areRightsShown ? (
        <li className="flex items-center gap-1.5">
          <span aria-hidden className={`${swatch} p-0.5`} style={{ background: 'var(--warning-line)' }}>
            <span className="block size-full border border-warning" />
          </span>
          right not used
        </li>
      ) : null}
    </ul>
  )
}

const hatching = 'repeating-linear-gradient(135deg, var(--line-strong) 0 1px, transparent 1px 4px)'
