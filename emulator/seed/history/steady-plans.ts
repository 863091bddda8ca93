import type { ServicePrincipal } from '../../state.ts'
import { secretLandmarks } from '../landmarks.ts'
import { workloads } from '../people.ts'
import { clients, type Place, subnet } from './actors.ts'

/** A service that reads the same objects over and over, as services do that keep nothing. */
export interface SteadyPlan {
  principal: ServicePrincipal
  vault: string
  /** Whose secrets it reads first: the beginning of their names. */
  service: string
  secrets: number
  /** Secrets that it reads beside those. */
  alsoReads?: string[]
  /** The key that it signs with, too. */
  signsWith?: string
  /** One for each machine that it runs on. */
  places: Place[]
  client: { client: string; apiVersion: string }
  /** Between two rounds of one machine, in a history of the usual length. */
  everyMinutes: number
  /** By day on working days alone. */
  isDaytime?: boolean
}

/** Addresses are of the blocks kept for documentation (RFC 5737). */
const places = (...lastParts: number[]): Place[] => lastParts.map((part) => ({ address: `203.0.113.${part}` }))
const inSubnet = (address: string, location: string): Place[] => [{ address, subnetId: subnet(location, 'production') }]

// biome-ignore format: a table reads best with a row to a line
export const steadyPlans: SteadyPlan[] = [
  { principal: workloads.paymentsApi, vault: 'kv-payments-prod-weu', service: 'payments-api', secrets: 5, alsoReads: [secretLandmarks.rollback.secret], places: places(64, 65, 66), client: clients.dotnet, everyMinutes: 60 },
  { principal: workloads.paymentsApi, vault: 'kv-payments-prod-neu', service: 'payments-api', secrets: 5, places: places(80, 81), client: clients.dotnet, everyMinutes: 60 },
  { principal: workloads.settlementWorker, vault: 'kv-payments-prod-weu', service: 'settlement-worker', secrets: 3, signsWith: 'card-token-signing', places: places(67, 68), client: clients.java, everyMinutes: 60 },
  { principal: workloads.cardGateway, vault: 'kv-payments-prod-neu', service: 'card-gateway', secrets: 5, places: places(82, 83), client: clients.go, everyMinutes: 60 },
  { principal: workloads.cardGateway, vault: 'kv-payments-prod-weu', service: 'card-gateway', secrets: 2, places: places(82, 83), client: clients.go, everyMinutes: 120 },
  { principal: workloads.ordersApi, vault: 'kv-orders-prod-weu', service: 'orders-api', secrets: 6, places: places(96, 97), client: clients.dotnet, everyMinutes: 60 },
  { principal: workloads.ordersWorker, vault: 'kv-orders-prod-weu', service: 'orders-worker', secrets: 4, places: places(98), client: clients.dotnet, everyMinutes: 45 },
  { principal: workloads.ordersWorker, vault: 'kv-orders-stg-weu', service: 'orders-worker', secrets: 2, places: places(98), client: clients.dotnet, everyMinutes: 120 },
  { principal: workloads.shippingApi, vault: 'kv-shipping-prod-weu', service: 'shipping-api', secrets: 5, places: places(112, 113), client: clients.node, everyMinutes: 60 },
  { principal: workloads.notifyWorker, vault: 'kv-notify-prod-weu', service: 'notify-worker', secrets: 4, places: places(120, 121), client: clients.node, everyMinutes: 45 },
  { principal: workloads.customsFiling, vault: 'kv-customs-prod-neu', service: 'customs-filing', secrets: 4, places: places(128), client: clients.java, everyMinutes: 60 },
  { principal: workloads.ledgerSync, vault: 'kv-ledger-prod-eus2', service: 'ledger-sync', secrets: 5, places: places(136, 137), client: clients.dotnet, everyMinutes: 60 },
  { principal: workloads.identityBroker, vault: 'kv-identity-prod-weu', service: 'identity-broker', secrets: 5, places: inSubnet('10.20.4.11', 'westeurope'), client: clients.dotnet, everyMinutes: 30 },
  { principal: workloads.rotationFunction, vault: 'kv-platform-prod-sdc', service: 'backup-runner', secrets: 3, places: inSubnet('10.24.6.7', 'swedencentral'), client: clients.python, everyMinutes: 120 },
  { principal: workloads.warehouseSync, vault: 'kv-warehouse-prod-sdc', service: 'warehouse-sync', secrets: 4, places: places(144), client: clients.java, everyMinutes: 60 },
  { principal: workloads.legacyBilling, vault: 'kv-billing-prod-weu', service: 'legacy-billing', secrets: 4, places: places(152), client: clients.requests, everyMinutes: 60 },
  { principal: workloads.legacyBilling, vault: 'MeridianVault01', service: 'legacy-billing', secrets: 2, places: places(152), client: clients.requests, everyMinutes: 180 },
  { principal: workloads.treasuryReconciler, vault: 'kv-treasury-prod-weu', service: 'treasury-reconciler', secrets: 3, places: places(160), client: clients.dotnet, everyMinutes: 60 },
  { principal: workloads.integrationRunner, vault: 'kv-integration-test-weu', service: 'build-agents', secrets: 5, places: [{ address: '10.28.2.9', subnetId: subnet('westeurope', 'test', 'snet-build') }], client: clients.python, everyMinutes: 30, isDaytime: true },
  { principal: workloads.integrationRunner, vault: 'kv-shipping-test-neu', service: 'shipping-api', secrets: 3, places: places(168), client: clients.python, everyMinutes: 60, isDaytime: true },
  { principal: workloads.paymentsApiStaging, vault: 'kv-payments-stg-weu', service: 'payments-api', secrets: 5, places: places(176), client: clients.dotnet, everyMinutes: 60 },
  { principal: workloads.devPlayground, vault: 'kv-payments-dev-weu', service: 'payments-api', secrets: 4, places: places(184), client: clients.node, everyMinutes: 60, isDaytime: true },
  { principal: workloads.devPlayground, vault: 'kv-experiments-dev-sdc', service: 'notify-worker', secrets: 2, places: places(184), client: clients.node, everyMinutes: 120, isDaytime: true },
  { principal: workloads.deployPipeline, vault: 'kv-partners-prod-weu', service: 'partner-portal', secrets: 4, places: places(192), client: clients.python, everyMinutes: 120 },
  { principal: workloads.deployPipeline, vault: 'kv-payments-prod-weu', service: 'refunds-api', secrets: 3, places: places(192), client: clients.python, everyMinutes: 240, isDaytime: true },
  { principal: workloads.tools, vault: 'kv-sandbox-dev', service: 'build-agents', secrets: 2, places: places(200), client: clients.python, everyMinutes: 240, isDaytime: true },
]
