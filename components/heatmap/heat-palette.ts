/** The colours of a heatmap in the theme of the page, as a canvas takes them. */
export interface HeatPalette {
  /** From one call to the most, as pixels (ABGR). */
  ramp: Uint32Array
  refusedPixel: number
  unusedPixel: number
  canvas: string
  ink: string
  muted: string
  line: string
  hatch: string
  danger: string
  warning: string
  accent: string
  sans: string
  mono: string
}

const steps = 256

/** Reads the theme's variables; the canvas itself turns them into pixels, so that any colour of CSS will do. */
export function readPalette(element: Element): HeatPalette {
  const style = getComputedStyle(element)
  const value = (name: string) => style.getPropertyValue(name).trim()
  const pixels = pixelsOf((context) => {
    const gradient = context.createLinearGradient(0, 0, steps, 0)
    gradient.addColorStop(0, value('--heat-low'))
    gradient.addColorStop(0.5, value('--heat-middle'))
    gradient.addColorStop(1, value('--heat-high'))
    context.fillStyle = gradient
    context.fillRect(0, 0, steps, 1)
    context.fillStyle = value('--danger-fill')
    context.fillRect(steps, 0, 1, 1)
    context.fillStyle = value('--warning-line')
    context.fillRect(steps + 1, 0, 1, 1)
  })
  return {
    ramp: pixels.slice(0, steps),
    refusedPixel: pixels[steps] ?? 0,
    unusedPixel: pixels[steps + 1] ?? 0,
    canvas: value('--canvas'),
    ink: value('--ink'),
    muted: value('--muted'),
    line: value('--line'),
    hatch: value('--line-strong'),
    danger: value('--danger'),
    warning: value('--warning'),
    accent: value('--accent'),
    sans: value('--font-sans') || 'sans-serif',
    mono: value('--font-mono') || 'monospace',
  }
}

function pixelsOf(paint: (context: CanvasRenderingContext2D) => void): Uint32Array {
  const canvas = document.createElement('canvas')
  canvas.width = steps + 2
  canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return new Uint32Array(steps + 2)
  paint(context)
  return new Uint32Array(context.getImageData(0, 0, steps + 2, 1).data.buffer)
}

/** Where a count stands between one and the most, from 0 to 255, by its logarithm. */
export function stepOf(count: number, most: number): number {
  return most <= 1 ? steps / 2 : Math.round((Math.log(count) / Math.log(most)) * (steps - 1))
}
