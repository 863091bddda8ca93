import type { UsedObject } from '@/lib/queries/object-usage.ts'
import type { ExportTable } from '../export/export-table.ts'
import type { NamedUser } from './use-object-users.ts'

/** Who used an object as a file. */
export function usersExport(users: readonly NamedUser[], { vaultName, object }: UsedObject): ExportTable {
  return {
    fileName: 'who-used-it',
    head: [
      ...['Caller', 'Caller id', 'Vault', 'Object', 'Last call (UTC)', 'Calls', 'Refused', 'Addresses', 'Client'],
      ...['Role assignment', 'Version', 'Takes the current version'],
    ],
    rows: users.map((user) => [
      ...[user.caller.name, user.callerId, vaultName, object, new Date(user.lastMs).toISOString(), String(user.calls)],
      ...[String(user.refused), user.addresses.join(' '), user.client, user.assignmentId],
      ...[user.version, user.followsCurrent ? 'yes' : 'no'],
    ]),
  }
}
