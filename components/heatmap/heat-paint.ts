import { cellMark, type HeatGrid, mostCalls } from '@/lib/domain/heat-grid.ts'
import { type HeatPalette, stepOf } from './heat-palette.ts'

/** Where and how large the cells are drawn, in CSS pixels. */
export interface HeatFrame {
  width: number
  height: number
  /** Device pixels to one of CSS. */
  ratio: number
  cell: { width: number; height: number }
  rowHead: number
  columnHead: number
  scrollLeft: number
  scrollTop: number
  active: { row: number; column: number } | null
}

export interface HeatLabels {
  row: (row: number) => string
  column: (column: number) => string
  /** As it is painted, where `column` is long. */
  shortColumn?: (column: number) => string
}

/** A grid as a picture of one pixel for each cell: the fast path, which stays the same while it is scrolled or zoomed. */
export interface CellImage {
  grid: HeatGrid
  source: HTMLCanvasElement
  most: number
}

export function cellImageOf(grid: HeatGrid, palette: HeatPalette): CellImage {
  const { calls, refused, marks, rowCount, columnCount } = grid
  const most = mostCalls(grid)
  const pixels = new Uint32Array(calls.length)
  for (let place = 0; place < pixels.length; place++) {
    const count = calls[place] ?? 0
    if (count > 0) {
      pixels[place] = refused[place] === count ? palette.refusedPixel : (palette.ramp[stepOf(count, most)] ?? 0)
    } else if (marks[place] === cellMark.could) {
      pixels[place] = palette.unusedPixel
    }
  }
  const source = document.createElement('canvas')
  source.width = Math.max(1, columnCount)
  source.height = Math.max(1, rowCount)
  if (pixels.length > 0) {
    const image = new ImageData(new Uint8ClampedArray(pixels.buffer), columnCount, rowCount)
    source.getContext('2d')?.putImageData(image, 0, 0)
  }
  return { grid, source, most }
}

/** Draws what of the picture is in view: cells, what is not known, refusals, rights without use, labels. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  image: CellImage,
  frame: HeatFrame,
  palette: HeatPalette,
  labels: HeatLabels,
): void {
  const view = viewOf(image.grid, frame)
  context.setTransform(frame.ratio, 0, 0, frame.ratio, 0, 0)
  context.fillStyle = palette.canvas
  context.fillRect(0, 0, frame.width, frame.height)
  context.save()
  context.beginPath()
  context.rect(frame.rowHead, frame.columnHead, frame.width - frame.rowHead, frame.height - frame.columnHead)
  context.clip()
  paintUnproven(context, image.grid, frame, view, palette)
  context.imageSmoothingEnabled = false
  context.drawImage(
    image.source,
    view.left,
    view.top,
    image.grid.columnCount * frame.cell.width,
    image.grid.rowCount * frame.cell.height,
  )
  paintLines(context, frame, view, palette)
  paintMarks(context, image, frame, view, palette)
  paintActive(context, frame, view, palette)
  context.restore()
  paintRowLabels(context, frame, view, palette, labels)
  paintColumnLabels(context, frame, view, palette, labels)
}

/** The cells in view, the last ones not included, and where the first of all begins. */
interface View {
  top: number
  left: number
  rows: readonly [number, number]
  columns: readonly [number, number]
}

function viewOf({ rowCount, columnCount }: HeatGrid, frame: HeatFrame): View {
  const range = (scrolled: number, room: number, size: number, count: number): readonly [number, number] => [
    Math.min(count, Math.max(0, Math.floor(scrolled / size))),
    Math.min(count, Math.max(0, Math.ceil((scrolled + room) / size))),
  ]
  return {
    top: frame.columnHead - frame.scrollTop,
    left: frame.rowHead - frame.scrollLeft,
    rows: range(frame.scrollTop, frame.height - frame.columnHead, frame.cell.height, rowCount),
    columns: range(frame.scrollLeft, frame.width - frame.rowHead, frame.cell.width, columnCount),
  }
}

/** Hatches runs of cells down each column: whole columns, mostly. Calls that are known are drawn over it. */
function paintUnproven(
  context: CanvasRenderingContext2D,
  { marks, columnCount }: HeatGrid,
  { cell }: HeatFrame,
  { top, left, rows, columns }: View,
  palette: HeatPalette,
): void {
  const pattern = hatchOf(context, palette)
  if (!pattern) return
  context.fillStyle = pattern
  for (let column = columns[0]; column < columns[1]; column++) {
    let start = -1
    for (let row = rows[0]; row <= rows[1]; row++) {
      const isUnproven = row < rows[1] && ((marks[row * columnCount + column] ?? 0) & cellMark.unproven) !== 0
      if (isUnproven && start < 0) start = row
      if (isUnproven || start < 0) continue
      context.fillRect(left + column * cell.width, top + start * cell.height, cell.width, (row - start) * cell.height)
      start = -1
    }
  }
}

function hatchOf(context: CanvasRenderingContext2D, palette: HeatPalette): CanvasPattern | null {
  const tile = document.createElement('canvas')
  tile.width = 6
  tile.height = 6
  const ink = tile.getContext('2d')
  if (!ink) return null
  ink.strokeStyle = palette.hatch
  ink.lineWidth = 1
  ink.beginPath()
  for (const shift of [-6, 0, 6]) {
    ink.moveTo(shift, 6)
    ink.lineTo(shift + 6, 0)
  }
  ink.stroke()
  return context.createPattern(tile, 'repeat')
}

const sizes = { line: 7, mark: 8, cross: 11, number: 26, label: 12 } as const

function paintLines(
  context: CanvasRenderingContext2D,
  { cell }: HeatFrame,
  { top, left, rows, columns }: View,
  palette: HeatPalette,
): void {
  if (cell.width < sizes.line || cell.height < sizes.line) return
  const bottom = top + rows[1] * cell.height
  const right = left + columns[1] * cell.width
  context.strokeStyle = palette.line
  context.lineWidth = 1
  context.beginPath()
  for (let row = rows[0]; row <= rows[1]; row++) {
    const y = Math.round(top + row * cell.height) - 0.5
    context.moveTo(left + columns[0] * cell.width, y)
    context.lineTo(right, y)
  }
  for (let column = columns[0]; column <= columns[1]; column++) {
    const x = Math.round(left + column * cell.width) - 0.5
    context.moveTo(x, top + rows[0] * cell.height)
    context.lineTo(x, bottom)
  }
  context.stroke()
}

/** A corner where some calls were refused, a cross where all were, a ring for a right that nobody used, and numbers where they fit. */
function paintMarks(
  context: CanvasRenderingContext2D,
  { grid, most }: CellImage,
  { cell }: HeatFrame,
  { top, left, rows, columns }: View,
  palette: HeatPalette,
): void {
  const size = Math.min(cell.width, cell.height)
  if (size < sizes.mark) return
  const corners = new Path2D()
  const crosses = new Path2D()
  const rings = new Path2D()
  context.font = `10px ${palette.sans}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  for (let row = rows[0]; row < rows[1]; row++) {
    const y = top + row * cell.height
    for (let column = columns[0]; column < columns[1]; column++) {
      const place = row * grid.columnCount + column
      const count = grid.calls[place] ?? 0
      const mark = grid.marks[place] ?? 0
      const x = left + column * cell.width
      if (count === 0) {
        if (mark & cellMark.could) rings.rect(x + 2.5, y + 2.5, cell.width - 6, cell.height - 6)
        else if (mark === 0 && size >= sizes.number) {
          context.fillStyle = palette.muted
          context.fillText('0', x + cell.width / 2, y + cell.height / 2)
        }
        continue
      }
      const refused = grid.refused[place] ?? 0
      const isLarge = size >= sizes.number
      if (refused === count) {
        if (!isLarge && size >= sizes.cross) cross(crosses, x, y, cell)
      } else if (refused > 0) {
        corner(corners, x, y, cell, size)
      }
      if (!isLarge) continue
      context.fillStyle = refused === count ? '#fff' : stepOf(count, most) > 127 ? palette.canvas : palette.ink
      context.fillText(
        `${refused === count ? '×' : ''}${shortNumber(count)}`,
        x + cell.width / 2,
        y + cell.height / 2 + 0.5,
      )
    }
  }
  context.fillStyle = palette.danger
  context.fill(corners)
  context.strokeStyle = palette.canvas
  context.lineWidth = 1
  context.stroke(corners)
  context.strokeStyle = '#fff'
  context.lineWidth = 1.25
  context.stroke(crosses)
  context.strokeStyle = palette.warning
  context.lineWidth = 1.25
  context.stroke(rings)
}

function corner(path: Path2D, x: number, y: number, cell: HeatFrame['cell'], size: number): void {
  const side = Math.max(4, size * 0.42)
  const right = x + cell.width - 1
  path.moveTo(right - side, y)
  path.lineTo(right, y)
  path.lineTo(right, y + side)
  path.closePath()
}

function cross(path: Path2D, x: number, y: number, cell: HeatFrame['cell']): void {
  const reach = Math.min(cell.width, cell.height) * 0.2
  const [middleX, middleY] = [x + cell.width / 2 - 0.5, y + cell.height / 2 - 0.5]
  path.moveTo(middleX - reach, middleY - reach)
  path.lineTo(middleX + reach, middleY + reach)
  path.moveTo(middleX + reach, middleY - reach)
  path.lineTo(middleX - reach, middleY + reach)
}

function paintActive(
  context: CanvasRenderingContext2D,
  { active, cell }: HeatFrame,
  { top, left }: View,
  palette: HeatPalette,
): void {
  if (!active) return
  context.strokeStyle = palette.ink
  context.lineWidth = 2
  const inset = Math.min(cell.width, cell.height) < sizes.mark ? -1 : 0.5
  context.strokeRect(
    left + active.column * cell.width + inset,
    top + active.row * cell.height + inset,
    cell.width - 1 - inset * 2,
    cell.height - 1 - inset * 2,
  )
}

const margin = 12

function paintRowLabels(
  context: CanvasRenderingContext2D,
  { rowHead, columnHead, height, cell, active }: HeatFrame,
  { top, rows }: View,
  palette: HeatPalette,
  labels: HeatLabels,
): void {
  context.save()
  context.beginPath()
  context.rect(0, columnHead, rowHead, height - columnHead)
  context.clip()
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const every = Math.ceil(sizes.label / cell.height)
  for (let row = Math.floor(rows[0] / every) * every; row < rows[1]; row += every) {
    const isActive = active !== null && active.row >= row && active.row < row + every
    context.font = `${isActive ? '600 ' : ''}12px ${palette.sans}`
    context.fillStyle = isActive ? palette.ink : palette.muted
    const text = labels.row(isActive ? active.row : row)
    context.fillText(
      fitted(context, text, rowHead - margin * 2),
      margin + 6,
      top + (row + Math.min(every, 2) / 2) * cell.height,
    )
  }
  context.restore()
}

function paintColumnLabels(
  context: CanvasRenderingContext2D,
  { rowHead, columnHead, width, cell, active }: HeatFrame,
  { left, columns }: View,
  palette: HeatPalette,
  labels: HeatLabels,
): void {
  context.save()
  context.beginPath()
  context.rect(rowHead, 0, width - rowHead, columnHead)
  context.clip()
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const every = Math.ceil(sizes.label / cell.width)
  for (let column = Math.floor(columns[0] / every) * every; column < columns[1]; column += every) {
    const isActive = active !== null && active.column >= column && active.column < column + every
    context.font = `${isActive ? '600 ' : ''}11px ${palette.mono}`
    context.fillStyle = isActive ? palette.ink : palette.muted
    const text = (labels.shortColumn ?? labels.column)(isActive ? active.column : column)
    context.save()
    context.translate(left + (column + Math.min(every, 2) / 2) * cell.width, columnHead - 8)
    context.rotate(-Math.PI / 2)
    context.fillText(fitted(context, text, columnHead - 14), 0, 0)
    context.restore()
  }
  context.restore()
}

/** The text, its middle left out where it has no room: names often differ at their ends. */
function fitted(context: CanvasRenderingContext2D, text: string, room: number): string {
  const width = context.measureText(text).width
  if (width <= room) return text
  const kept = Math.max(4, Math.floor((text.length * room) / width) - 1)
  const head = Math.ceil(kept / 2)
  return `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`
}

function shortNumber(count: number): string {
  if (count < 1_000) return String(count)
  if (count < 10_000) return `${(count / 1_000).toFixed(1)}k`
  return count < 1_000_000 ? `${Math.round(count / 1_000)}k` : `${Math.round(count / 1_000_000)}M`
}
