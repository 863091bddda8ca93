import { tables } from '../emulator/log-analytics/tables.ts'

/** A question in the query language, and as somebody who knows where the rows lie would put it to DuckDB. */
export interface QueryPair {
  name: string
  kql: string
  /** `{Table.Column}` stands for a column; no answer has an order but where both say so. */
  sql: string
}

const diagnostics = `past.main.t${tables.findIndex(({ name }) => name === 'AzureDiagnostics')}`
const auditLogs = `past.main.t${tables.findIndex(({ name }) => name === 'AZKVAuditLogs')}`

/** What pages and people ask most. @param now as SQL, the time that `ago` counts from */
export function queryPairs(now: string): QueryPair[] {
  const pairs: QueryPair[] = [
    {
      name: 'day',
      kql: `AzureDiagnostics | where TimeGenerated > ago(1d) and OperationName == 'SecretGet'
        | project TimeGenerated, Resource, id_s, CallerIPAddress, identity_claim_oid_g, httpStatusCode_d | sort by TimeGenerated desc`,
      sql: `SELECT {d.TimeGenerated}, {d.Resource}, {d.id_s}, {d.CallerIPAddress}, {d.identity_claim_oid_g}, {d.httpStatusCode_d}
        FROM ${diagnostics} WHERE {d.TimeGenerated} > ${now} - INTERVAL 1 day AND {d.OperationName} = 'SecretGet'
        ORDER BY {d.TimeGenerated} DESC`,
    },
    {
      name: 'callers',
      kql: `AzureDiagnostics | summarize n = count(), failed = countif(httpStatusCode_d >= 300), vaults = dcount(Resource)
        by identity_claim_oid_g, identity_claim_upn_s`,
      sql: `SELECT {d.identity_claim_oid_g} AS oid, {d.identity_claim_upn_s} AS upn, count(*), count(*) FILTER ({d.httpStatusCode_d} >= 300),
        count(DISTINCT {d.Resource}) FROM ${diagnostics} GROUP BY oid, upn`,
    },
    {
      name: 'heatmap',
      kql: `AZKVAuditLogs | where OperationName == 'SecretGet' | summarize n = count() by tostring(Identity.claim.oid), Id`,
      sql: `SELECT coalesce({a.Identity}->>'$.claim.oid', '') AS oid, {a.Id} AS id, count(*) FROM ${auditLogs}
        WHERE {a.OperationName} = 'SecretGet' GROUP BY oid, id`,
    },
    {
      name: 'hours',
      kql: `AzureDiagnostics | summarize n = count() by bin(TimeGenerated, 1h), OperationName`,
      sql: `SELECT date_trunc('hour', {d.TimeGenerated}) AS hour, {d.OperationName} AS op, count(*) FROM ${diagnostics} GROUP BY hour, op`,
    },
    {
      name: 'text',
      kql: `AzureDiagnostics | where requestUri_s has 'payments' and clientInfo_s contains 'azsdk' | count`,
      sql: `SELECT count(*) FROM ${diagnostics} WHERE contains(lower({d.requestUri_s}), 'payments')
        AND regexp_matches({d.requestUri_s}, '(^|[^\\p{L}\\p{N}])payments($|[^\\p{L}\\p{N}])', 'i') AND contains(lower({d.clientInfo_s}), 'azsdk')`,
    },
    {
      name: 'latency',
      kql: `AzureDiagnostics | summarize percentile(DurationMs, 95), avg(DurationMs), max(DurationMs) by OperationName, Resource`,
      sql: `SELECT {d.OperationName} AS op, {d.Resource} AS resource, quantile_disc({d.DurationMs}, 0.95), avg({d.DurationMs}), max({d.DurationMs})
        FROM ${diagnostics} GROUP BY op, resource`,
    },
    {
      name: 'both',
      kql: `union (AzureDiagnostics | project op = OperationName, ip = CallerIPAddress), (AZKVAuditLogs | project op = OperationName, ip = CallerIpAddress)
        | summarize n = count() by op, ip`,
      sql: `SELECT op, ip, count(*) FROM (SELECT {d.OperationName} AS op, {d.CallerIPAddress} AS ip FROM ${diagnostics}
        UNION ALL SELECT {a.OperationName}, {a.CallerIpAddress} FROM ${auditLogs}) GROUP BY op, ip`,
    },
    {
      name: 'last',
      kql: `AZKVAuditLogs | where OperationName == 'SecretGet' | summarize arg_max(TimeGenerated, CallerIpAddress) by Id`,
      sql: `SELECT {a.Id} AS id, max({a.TimeGenerated}), arg_max({a.CallerIpAddress}, {a.TimeGenerated}) FROM ${auditLogs}
        WHERE {a.OperationName} = 'SecretGet' GROUP BY id`,
    },
  ]
  return pairs.map((pair) => ({ ...pair, sql: pair.sql.replaceAll(/\{([da])\.(\w+)\}/g, columnOf) }))
}

function columnOf(_text: string, alias: string, name: string): string {
  const table = tables.find((one) => one.name === (alias === 'd' ? 'AzureDiagnostics' : 'AZKVAuditLogs'))
  const index = table?.columns.findIndex((column) => column.name === name) ?? -1
  if (index < 0) throw new Error(`There is no column ${name}.`)
  return `c${index}`
}
