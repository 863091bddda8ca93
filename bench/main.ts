import { accessPage, accessReading } from './access.ts'
import { bytesPerRow, callsPerView } from './calls-and-bytes.ts'
import { emulatorList } from './emulator-list.ts'
import { type Benchmark, CheckFailed, isMet, lineOf } from './figure.ts'
import { firstLoad } from './first-load.ts'
import { growth } from './growth.ts'
import { accessHeatmap } from './heatmap.ts'
import { inventory } from './inventory.ts'
import { kqlEngine } from './kql-engine.ts'
import { listThroughput } from './list-throughput.ts'
import { browserHeap, browserResponse } from './objects-in-browser.ts'
import { rollbackCalls } from './rollback-calls.ts'
import { firstRows, singleVault } from './single-vault.ts'
import { besideReading, throttled } from './under-load.ts'

/** `npm run bench`: one line per figure. `npm run bench -- E1` runs one. Exits 1 when a check fails. */

const benchmarks: Benchmark[] = [
  accessReading,
  accessPage,
  browserHeap,
  browserResponse,
  firstRows,
  singleVault,
  inventory,
  growth,
  callsPerView,
  bytesPerRow,
  accessHeatmap,
  listThroughput,
  rollbackCalls,
  besideReading,
  throttled,
  firstLoad,
  emulatorList,
  kqlEngine,
]

const asked = process.argv.slice(2)
const unknown = asked.filter((id) => !benchmarks.some((one) => one.id === id))
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${benchmarks.map(({ id }) => id).join(', ')}.`)
  process.exit(1)
}

for (const benchmark of benchmarks) {
  if (asked.length > 0 && !asked.includes(benchmark.id)) continue
  try {
    for await (const figure of benchmark.run()) {
      console.log(lineOf(figure))
      if (figure.isCheck && !isMet(figure)) process.exitCode = 1
    }
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error
    console.error(`${benchmark.id} check failed: ${error.message}`)
    process.exitCode = 1
  }
}
