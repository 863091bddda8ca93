import { startEmulator } from '../emulator/start.ts'
import { heatmapRows, heatmapState } from './heatmap-cells.ts'

/** An emulator whose logs fill a whole heatmap, as a process: `heatmap-server.ts CA_FILE`. */

const [caFile = ''] = process.argv.slice(2)
const { httpsPort, httpPort, emulator } = await startEmulator({ httpsPort: 0, httpPort: 0, caFile, seed: heatmapState })
for (const rows of heatmapRows(emulator.state, Date.now())) await emulator.logs.insert('AZKVAuditLogs', rows)
await emulator.resourceGraph.warm()
console.log(`https://127.0.0.1:${httpsPort}\nhttp://localhost:${httpPort}`)
