import type { Caller } from '../../entra/access-token.ts'
import { issuerOf } from '../../entra/access-token.ts'
import type { Account, ServicePrincipal } from '../../state.ts'
import { subnetId } from '../networks.ts'
import { application, tenant } from '../people.ts'

/** Somebody who calls Key Vault, from one place and with one program. */
export interface Actor {
  /** Unlike that of any other actor. */
  key: string
  caller: Caller
  /** As the audit log writes them. */
  claims: Record<string, string>
  address: string
  /** The subnet that the call comes from, where it does not come from the internet. */
  subnetId: string
  /** The user agent. */
  client: string
  /** The `api-version` that this client sends. */
  apiVersion: string
}

interface Program {
  /** Application id of what the person signed in to; an application signs in to itself. */
  appId: string
  client: string
  apiVersion: string
}

const platform = '(x64-Linux-6.8.0-1021-azure)'

/** Programs that people use. The ids are Microsoft's own, but for Strongroom's. */
export const programs = {
  strongroom: {
    appId: application.clientId,
    client: `Strongroom/0.1.0 azsdk-js-keyvault-secrets/4.12.0 core-rest-pipeline/1.25.0 Node/24.21.0 OS/${platform}`,
    apiVersion: '2026-04-01',
  },
  portal: {
    appId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
    client:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    apiVersion: '7.0',
  },
  azureCli: {
    appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
    client: 'python/3.13.9 (Windows-11-10.0.26100-SP0) AZURECLI/2.79.0 azsdk-python-keyvault-secrets/4.9.0',
    apiVersion: '7.4',
  },
} satisfies Record<string, Program>

/** User agents of what runs by itself. */
export const clients = {
  dotnet: { client: 'azsdk-net-Security.KeyVault.Secrets/4.8.0 (.NET 9.0.11; Ubuntu 24.04.3 LTS)', apiVersion: '7.6' },
  java: { client: 'azsdk-java-security-keyvault-secrets/4.10.2 (21.0.9; Linux; 6.8.0-1021-azure)', apiVersion: '7.6' },
  python: {
    client: 'azsdk-python-keyvault-secrets/4.10.0 Python/3.12.12 (Linux-6.8.0-1021-azure-x86_64)',
    apiVersion: '7.6',
  },
  node: {
    client: `azsdk-js-keyvault-secrets/4.10.0 core-rest-pipeline/1.22.1 Node/22.21.1 OS/${platform}`,
    apiVersion: '7.6',
  },
  go: { client: 'azsdk-go-azsecrets/v1.4.0 (go1.25.4; linux)', apiVersion: '7.6' },
  terraform: {
    client: 'HashiCorp Terraform/1.13.5 (+https://www.terraform.io) terraform-provider-azurerm/4.54.0',
    apiVersion: '2026-02-01',
  },
  requests: { client: 'python-requests/2.32.5', apiVersion: '7.4' },
} as const

/** Where an actor calls from. */
export interface Place {
  address: string
  subnetId?: string
}

/** A subnet of the network that production's own machines are in. */
export function subnet(
  location: string,
  subscription: 'production' | 'test' | 'development',
  name = 'snet-apps',
): string {
  return subnetId({ location, subscription }, name)
}

export function person(account: Account, program: Program, place: Place): Actor {
  const { objectId, userPrincipalName } = account
  return actor(objectId, program, place, {
    appid: program.appId,
    idtyp: 'user',
    ipaddr: place.address,
    oid: objectId,
    scp: 'user_impersonation',
    unique_name: userPrincipalName,
    upn: userPrincipalName,
  })
}

export function workload(principal: ServicePrincipal, program: Omit<Program, 'appId'>, place: Place): Actor {
  const { objectId, appId, resourceId } = principal
  return actor(objectId, { ...program, appId }, place, {
    appid: appId,
    idtyp: 'app',
    oid: objectId,
    ...(resourceId && { xms_mirid: resourceId }),
  })
}

function actor(
  objectId: string,
  { appId, client, apiVersion }: Program,
  place: Place,
  own: Record<string, string>,
): Actor {
  const claims = { ...own, iss: issuerOf(tenant.tenantId) }
  return {
    key: `${objectId} ${appId} ${place.address} ${client}`,
    caller: {
      objectId,
      appId,
      tenantId: tenant.tenantId,
      isAppOnly: own.upn === undefined,
      scopes: own.scp ? [own.scp] : [],
      ...(own.upn !== undefined && { userPrincipalName: own.upn }),
      claims,
    },
    claims,
    address: place.address,
    subnetId: place.subnetId ?? '',
    client,
    apiVersion,
  }
}
