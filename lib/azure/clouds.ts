import 'server-only'
import type https from 'node:https'
import { type CloudName, type Config, config } from '../config.ts'
import { EmulatorAgent } from './emulator-agent.ts'

/** The addresses of one Azure cloud. The emulator is one more of them: it alone carries an agent. */
export interface Cloud {
  name: CloudName
  /** Entra ID's host; issuer and endpoints follow from it and the tenant. */
  authorityHost: string
  resourceManager: string
  resourceManagerScope: string
  /** What follows a vault's name in its host name, with the leading dot. */
  vaultSuffix: string
  keyVaultScope: string
  graph: string
  /** Log Analytics' query API, without its version. */
  logAnalytics: string
  logAnalyticsScope: string
  /** Where a managed identity gets the assertion of a federated credential for. */
  tokenExchangeScope: string
  agent?: https.Agent
}

type Addresses = Omit<Cloud, 'name' | 'agent'>

/** @see https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
const clouds: Record<CloudName, Addresses> = {
  public: {
    authorityHost: 'login.microsoftonline.com',
    resourceManager: 'https://management.azure.com',
    resourceManagerScope: 'https://management.azure.com/.default',
    vaultSuffix: '.vault.azure.net',
    keyVaultScope: 'https://vault.azure.net/.default',
    graph: 'https://graph.microsoft.com',
    logAnalytics: 'https://api.loganalytics.azure.com',
    logAnalyticsScope: 'https://api.loganalytics.io/.default',
    tokenExchangeScope: 'api://AzureADTokenExchange/.default',
  },
  usGovernment: {
    authorityHost: 'login.microsoftonline.us',
    resourceManager: 'https://management.usgovcloudapi.net',
    resourceManagerScope: 'https://management.usgovcloudapi.net/.default',
    vaultSuffix: '.vault.usgovcloudapi.net',
    keyVaultScope: 'https://vault.usgovcloudapi.net/.default',
    graph: 'https://graph.microsoft.us',
    logAnalytics: 'https://api.loganalytics.us',
    logAnalyticsScope: 'https://api.loganalytics.us/.default',
    tokenExchangeScope: 'api://AzureADTokenExchangeUSGov/.default',
  },
  china: {
    authorityHost: 'login.partner.microsoftonline.cn',
    resourceManager: 'https://management.chinacloudapi.cn',
    resourceManagerScope: 'https://management.chinacloudapi.cn/.default',
    vaultSuffix: '.vault.azure.cn',
    keyVaultScope: 'https://vault.azure.cn/.default',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
    logAnalytics: 'https://api.loganalytics.azure.cn',
    logAnalyticsScope: 'https://api.loganalytics.azure.cn/.default',
    tokenExchangeScope: 'api://AzureADTokenExchangeChina/.default',
  },
  emulator: {
    authorityHost: 'login.emulator.test',
    resourceManager: 'https://management.emulator.test',
    resourceManagerScope: 'https://management.emulator.test/.default',
    vaultSuffix: '.vault.emulator.test',
    keyVaultScope: 'https://vault.emulator.test/.default',
    graph: 'https://graph.emulator.test',
    logAnalytics: 'https://api.loganalytics.emulator.test',
    logAnalyticsScope: 'https://api.loganalytics.emulator.test/.default',
    tokenExchangeScope: 'api://AzureADTokenExchange/.default',
  },
}

/** The cloud that the settings name. */
export function cloudOf({ cloud: name, emulator }: Pick<Config, 'cloud' | 'emulator'>): Cloud {
  const agent = emulator && { agent: new EmulatorAgent({ ca: emulator.ca, port: emulator.httpsPort }) }
  return { name, ...clouds[name], ...agent }
}

let current: Cloud | undefined

/** This server's cloud. One object for the life of the process, so that its agent's connections are shared. */
export function cloud(): Cloud {
  current ??= cloudOf(config())
  return current
}

/** The authority, issuer and endpoints of a tenant, which Entra ID builds the same way in every cloud. */
export function openIdConfiguration(host: string, tenantId: string) {
  const tenant = `https://${host}/${tenantId}`
  return {
    authority: tenant,
    issuer: `${tenant}/v2.0`,
    authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${tenant}/oauth2/v2.0/token`,
    jwks_uri: `${tenant}/discovery/v2.0/keys`,
    end_session_endpoint: `${tenant}/oauth2/v2.0/logout`,
  }
}
