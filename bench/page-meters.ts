import type { Page } from '@playwright/test'

/** What a page felt like while something was done to it, in milliseconds. */
export interface Meters {
  /** The slowest answer to a click or a key, to the frame that shows it. */
  inpMs: number
  longestTaskMs: number
  frameP95Ms: number
}

interface Running {
  events: number[]
  tasks: number[]
  frames: number[]
  stop(): void
}

declare global {
  interface Window {
    meters?: Running
  }
}

/** Begins to measure. */
export async function installMeters(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.meters?.stop()
    const running: Running = { events: [], tasks: [], frames: [], stop: () => undefined }
    const events = new PerformanceObserver((list) => {
      // Each key and click has several events; those that are part of an interaction carry its number.
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) // the type asked for below
        if (entry.interactionId) running.events.push(entry.duration)
    })
    events.observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit) // TypeScript lacks the threshold
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) running.tasks.push(duration)
    })
    tasks.observe({ type: 'longtask' })
    let last = performance.now()
    let frame = requestAnimationFrame(function next(now) {
      running.frames.push(now - last)
      last = now
      frame = requestAnimationFrame(next)
    })
    running.stop = () => {
      events.disconnect()
      tasks.disconnect()
      cancelAnimationFrame(frame)
    }
    window.meters = running
  })
}

/** Ends the measuring, once the browser has told of what it still holds. */
export function readMeters(page: Page): Promise<Meters> {
  return page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve, 400))
    const running = window.meters
    if (!running) throw new Error('Nothing was measured.')
    running.stop()
    const frames = running.frames.toSorted((left, right) => left - right)
    return {
      inpMs: Math.max(0, ...running.events),
      longestTaskMs: Math.max(0, ...running.tasks),
      frameP95Ms: frames[Math.floor(frames.length * 0.95)] ?? Number.NaN,
    }
  })
}

/** Scrolls a long way down, a wheel's turn in each frame. */
export async function scrollThrough(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const scroller = document.querySelector('table')?.parentElement
    if (!scroller) throw new Error('There is no table to scroll.')
    scroller.scrollTop = 0
    for (let turn = 0; turn < 180; turn++) {
      scroller.scrollTop += 240
      await new Promise(requestAnimationFrame)
    }
  })
}
