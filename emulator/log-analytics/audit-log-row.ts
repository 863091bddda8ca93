import type { CallRecord } from '../audit.ts'
import type { Destination } from './destinations.ts'
import { standardColumns } from './resource-columns.ts'
import type { LogRow } from './rows.ts'

const table = 'AZKVAuditLogs'

/** A call as Key Vault's own table has it. */
export function auditLogRow(record: CallRecord, { customerId }: Pick<Destination, 'customerId'>): LogRow {
  return {
    ...standardColumns(customerId, table, record.resourceId, record.timeMs),
    _IsBillable: 'True',
    _BilledSize: billedSize,
    AddressAuthorizationType: record.addressAuthorizationType,
    AppliedAssignmentId: record.appliedAssignmentId,
    CallerIpAddress: record.callerIpAddress,
    ClientInfo: record.clientInfo,
    CorrelationId: record.correlationId,
    DurationMs: record.durationMs,
    HttpStatusCode: record.httpStatusCode,
    Id: record.id,
    ...(Object.keys(record.claims).length > 0 && { Identity: { claim: record.claims } }),
    IsAccessPolicyMatch: record.isAccessPolicyMatch,
    IsAddressAuthorized: record.isAddressAuthorized,
    IsRbacAuthorized: record.isRbacAuthorized,
    OperationName: record.operationName,
    OperationVersion: record.operationVersion,
    RequestUri: record.requestUri,
    ResultDescription: record.resultDescription,
    ResultSignature: record.resultSignature,
    ResultType: 'Success',
    SubnetId: record.subnetId,
    Tlsversion: record.tlsVersion,
    TrustedService: record.trustedService,
    ...propertyColumns(record.properties),
  }
}

/** Bytes; a real row's length varies about this. */
const billedSize = 1_400

const ownColumns: Record<string, string> = {
  secretProperties: 'SecretProperties',
  keyProperties: 'KeyProperties',
  certificateProperties: 'CertificateProperties',
  certificatePolicyProperties: 'CertificatePolicyProperties',
  certificateIssuerProperties: 'CertificateIssuerProperties',
  certificateRequestProperties: 'CertificateRequestProperties',
  properties: 'VaultProperties',
}

const vaultColumns: Record<string, string> = {
  enabledForDeployment: 'EnabledForDeployment',
  enabledForDiskEncryption: 'EnabledForDiskEncryption',
  enabledForTemplateDeployment: 'EnabledForTemplateDeployment',
  enablePurgeProtection: 'EnablePurgeProtection',
  enableRbacAuthorization: 'EnableRbacAuthorization',
  enableSoftDelete: 'EnableSoftDelete',
  networkAcls: 'NetworkAcls',
  sku: 'Sku',
  softDeleteRetentionInDays: 'SoftDeleteRetentionInDays',
}

/** What has no column of its own stays together in Properties. */
function propertyColumns(properties: Record<string, unknown>): LogRow {
  const row: LogRow = {}
  const others: LogRow = {}
  for (const [name, value] of Object.entries(properties)) {
    const column = Object.hasOwn(ownColumns, name) ? ownColumns[name] : undefined
    if (column) row[column] = value
    else others[name] = value
  }
  const vault = properties.properties
  if (typeof vault === 'object' && vault !== null) {
    for (const [name, value] of Object.entries(vault)) {
      const column = Object.hasOwn(vaultColumns, name) ? vaultColumns[name] : undefined
      if (column) row[column] = value
    }
  }
  return Object.keys(others).length > 0 ? { ...row, Properties: others } : row
}
