import { startEmulator } from '../emulator/start.ts'
import { estateState } from '../emulator/testing/estate-state.ts'

/** An emulator of equal vaults, as a process: `estate-server.ts CA_FILE VAULTS SECRETS KEYS CERTIFICATES ASSIGNMENTS PRINCIPALS`. */

const [caFile = '', ...counts] = process.argv.slice(2)
const [vaults = 1, secrets = 0, keys = 0, certificates = 0, assignments = 0, principals = 0] = counts.map(Number)
const { httpsPort, httpPort, emulator } = await startEmulator({
  httpsPort: 0,
  httpPort: 0,
  caFile,
  seed: (nowSeconds) => estateState({ vaults, secrets, keys, certificates, assignments, principals }, nowSeconds),
})
await emulator.resourceGraph.warm()
console.log(`https://127.0.0.1:${httpsPort}\nhttp://localhost:${httpPort}`)
