import type { HeatGrid } from '@/lib/domain/heat-grid.ts'
import { type CellImage, cellImageOf, type HeatFrame, type HeatLabels, paintHeat } from './heat-paint.ts'
import { type HeatPalette, readPalette } from './heat-palette.ts'

/** What is shown, but for where it is scrolled to. */
export interface HeatShown extends Pick<HeatFrame, 'cell' | 'rowHead' | 'columnHead' | 'active'> {
  grid: HeatGrid
  labels: HeatLabels
}

/** A canvas that stands still in a scrolling element and shows the part of a grid that is scrolled to. */
export interface HeatSurface {
  show(shown: HeatShown): void
  end(): void
}

export function heatSurface(scroller: HTMLElement, canvas: HTMLCanvasElement): HeatSurface {
  const context = canvas.getContext('2d')
  let shown: HeatShown | undefined
  let palette: HeatPalette | undefined
  let image: CellImage | undefined
  let asked = 0

  function paint() {
    asked = 0
    if (!shown || !context) return
    palette ??= readPalette(scroller)
    const isNew = image?.grid !== shown.grid
    if (!image || isNew) image = cellImageOf(shown.grid, palette)
    const { clientWidth: width, clientHeight: height, scrollLeft, scrollTop } = scroller
    const ratio = devicePixelRatio
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
    }
    paintHeat(context, image, { ...shown, width, height, ratio, scrollLeft, scrollTop }, palette, shown.labels)
    // The time to here from `heatmap-read` is what the benchmark of the heatmap measures.
    if (isNew) performance.mark('heatmap-painted')
  }
  const ask = () => {
    asked ||= requestAnimationFrame(paint)
  }
  const resizes = new ResizeObserver(ask)
  // The theme is a class of the page: colours are read anew when it changes.
  const themes = new MutationObserver(() => {
    palette = undefined
    image = undefined
    ask()
  })
  resizes.observe(scroller)
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] })
  scroller.addEventListener('scroll', ask, { passive: true })
  return {
    show(next) {
      shown = next
      // What is new is painted with the page that tells of it, and not a frame later.
      if (image?.grid !== next.grid) paint()
      else ask()
    },
    end() {
      cancelAnimationFrame(asked)
      resizes.disconnect()
      themes.disconnect()
      scroller.removeEventListener('scroll', ask)
    },
  }
}
