'use client'

import { type ComponentType, createElement, lazy, Suspense } from 'react'
import { onDemand } from './ui/on-demand.ts'

/**
 * A component that is fetched when it is first drawn, such as a dialog; nothing is drawn until it is there. Spread
 * `onIntent` over what opens it, and it has usually come before the click.
 */
export function lazily<Props extends object>(importComponent: () => Promise<ComponentType<Props>>) {
  const source = onDemand(importComponent)
  const Lazy = lazy(() => source.load().then((component) => ({ default: component })))
  // biome-ignore lint/correctness/noComponentHookFactories: called once, at the top of a module, as lazy() is.
  const Lazily = (props: Props) => <Suspense fallback={null}>{createElement(Lazy, props)}</Suspense>
  return Object.assign(Lazily, { onIntent: { onPointerEnter: source.prepare, onFocus: source.prepare } })
}
