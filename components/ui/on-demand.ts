import { type MouseEvent, useState, useSyncExternalStore } from 'react'

/** Code that comes when it is about to be needed, so that no page waits for menus and dialogs that nobody has opened. */
export interface OnDemand<Part> {
  /** What has been loaded; undefined before. */
  loaded: () => Part | undefined
  /** Loads it, once. @throws where it cannot be fetched; the next call tries again */
  load: () => Promise<Part>
  /** Loads it because it will probably be wanted; a failure is told when it really is. */
  prepare: () => void
  subscribe: (listener: () => void) => () => void
}

export function onDemand<Part>(importPart: () => Promise<Part>): OnDemand<Part> {
  const listeners = new Set<() => void>()
  let part: Part | undefined
  let loading: Promise<Part> | undefined
  const load = () => {
    loading ??= importPart().then(
      (loaded) => {
        part = loaded
        for (const listener of listeners) listener()
        return loaded
      },
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }
  return {
    loaded: () => part,
    load,
    prepare: () => void load().catch(() => undefined),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** The part as soon as somebody has loaded it. */
export function useLoaded<Part>(source: OnDemand<Part>): Part | undefined {
  return useSyncExternalStore(source.subscribe, source.loaded, () => undefined)
}

export type FirstOpening = 'by pointer' | 'by keyboard'

/**
 * For what opens from a trigger: pointing at the trigger or focusing it loads the part, and its first use opens it. The
 * trigger in the page then gives way to the part's own, so `part` stays undefined until that first use.
 * @param content what is drawn in it, where that too is loaded on demand: it is there by the time it opens
 */
export function useOpenedOnDemand<Part>(source: OnDemand<Part>, content?: OnDemand<unknown>) {
  const isLoaded = () => source.loaded() !== undefined && (!content || content.loaded() !== undefined)
  const [stage, setStage] = useState<'waiting' | FirstOpening | 'ready'>(() => (isLoaded() ? 'ready' : 'waiting'))
  const prepare = () => {
    source.prepare()
    content?.prepare()
  }
  const open = (how: FirstOpening) => {
    Promise.all([source.load(), content?.load()]).then(
      () => setStage(how),
      // The nearest error page says it, and trying again there loads it anew.
      (error: unknown) =>
        setStage(() => {
          throw error
        }),
    )
  }
  return {
    part: stage === 'waiting' ? undefined : source.loaded(),
    firstOpening: stage === 'by pointer' || stage === 'by keyboard' ? stage : undefined,
    triggerProps: {
      'aria-expanded': false,
      onPointerEnter: prepare,
      onFocus: prepare,
      // Enter and Space click too, without a count of clicks.
      onClick: ({ detail }: MouseEvent) => open(detail === 0 ? 'by keyboard' : 'by pointer'),
    },
  }
}
