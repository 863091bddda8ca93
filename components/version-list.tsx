'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type Key, type ReactNode, type Ref, type RefObject, useCallback, useRef, useState } from 'react'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'

const rowHeight = 37

/** What a row needs so that it can be measured, counted and opened. */
export interface VersionRowFrame<V> {
  ref: Ref<HTMLTableSectionElement>
  index: number
  version: V
  isCurrent: boolean
  isOpen: boolean
  onToggle: () => void
}

export interface VersionListProps<V extends { version: string }> {
  /** What has these versions, as in "which this secret does not have". */
  noun: string
  /** The current one first. */
  versions: readonly V[]
  current: V | undefined
  /** False while versions are still coming. */
  isComplete: boolean
  /** What scrolls: the page, so that facts and versions move as one. */
  scroller: RefObject<HTMLDivElement | null>
  /** The version that the address names: its row is open. */
  selected: string | null
  onSelect: (version: string | null) => void
  /** Their names, and a width for each but one. The last holds actions. */
  headings: readonly { name: string; width?: string }[]
  renderRow: (frame: VersionRowFrame<V>, key: Key) => ReactNode
}

/** Every version, the current one first; of hundreds only those in view are drawn. */
export function VersionList<V extends { version: string }>({
  noun,
  versions,
  current,
  isComplete,
  scroller,
  selected,
  onSelect,
  headings,
  renderRow,
}: VersionListProps<V>) {
  const list = useRef<HTMLTableElement>(null)
  // Drawn once more when the table is there: only then is it known how far down the page it begins.
  const [isAttached, setIsAttached] = useState(false)
  const virtualizer = useVirtualizer({
    count: versions.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => versions[index]?.version ?? index,
    scrollMargin: isAttached ? (list.current?.offsetTop ?? 0) : 0,
    scrollPaddingStart: 96,
    overscan: 14,
  })
  const selectedIndex = versions.findIndex(({ version }) => version === selected)
  const indexToShow = useRef(selectedIndex)
  indexToShow.current = selectedIndex
  // Runs again once the list is complete: only then does the version that a shared address names have its place.
  const attach = useCallback(
    (element: HTMLTableElement | null) => {
      list.current = element
      setIsAttached(element !== null)
      if (!element || !isComplete || indexToShow.current <= 0) return
      // The virtualizer learns of what scrolls only after this.
      requestAnimationFrame(() => virtualizer.scrollToIndex(indexToShow.current, { align: 'center' }))
    },
    [isComplete, virtualizer],
  )
  const items = virtualizer.getVirtualItems()
  const margin = virtualizer.options.scrollMargin
  const above = (items[0]?.start ?? margin) - margin
  const below = virtualizer.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin)
  return (
    <section aria-labelledby="versions-heading" className="pb-8">
      <div className="flex items-baseline gap-3 px-4 pb-2 sm:px-6">
        <h2 id="versions-heading" className="font-semibold text-base">
          Versions
        </h2>
        <p role="status" className="text-muted text-xs tabular-nums">
          {versions.length.toLocaleString('en')}
          {isComplete ? '' : ' so far, more are coming'}
        </p>
      </div>
      {isComplete && selected && selectedIndex < 0 ? <UnknownVersion noun={noun} version={selected} /> : null}
      <table
        ref={attach}
        aria-label="Versions, the current one first"
        aria-rowcount={isComplete ? versions.length + 1 : -1}
        aria-busy={!isComplete}
        className="w-full min-w-[62rem] table-fixed border-separate border-spacing-0 border-t"
      >
        <colgroup>
          {headings.map(({ name, width = '' }) => (
            <col key={name} className={width} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {headings.map(({ name }) => (
              <th
                key={name}
                scope="col"
                className="sticky top-0 z-10 h-8 border-b bg-surface px-3 text-left font-medium text-muted text-xs first:pl-4 last:right-0 sm:first:pl-6"
              >
                {name === 'Actions' ? <span className="sr-only">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        {above > 0 ? <Spacer height={above} columns={headings.length} /> : null}
        {items.map((item) => {
          const version = versions[item.index]
          if (!version) return null
          return renderRow(
            {
              ref: virtualizer.measureElement,
              index: item.index,
              version,
              isCurrent: version === current,
              isOpen: version.version === selected,
              onToggle: () => onSelect(version.version === selected ? null : version.version),
            },
            item.key,
          )
        })}
        {below > 0 ? <Spacer height={below} columns={headings.length} /> : null}
      </table>
    </section>
  )
}

function UnknownVersion({ noun, version }: { noun: string; version: string }) {
  return (
    <ProblemNotice
      className="mx-4 mb-3 sm:mx-6"
      problem={{
        code: 'not_found',
        message: `The address names version ${version.slice(0, 64)}, which this ${noun} does not have.`,
        remedy: 'All the versions that there are stand below.',
      }}
    />
  )
}

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    <tbody aria-hidden>
      <tr>
        <td colSpan={columns} style={{ height }} />
      </tr>
    </tbody>
  )
}
