import * as z from 'zod/mini'

/** What a vault holds, by the names of the collections in Key Vault's addresses. */
export const BackupCollection = z.enum(
  ['secrets', 'keys', 'certificates'],
  'A collection is secrets, keys or certificates.',
)
export type BackupCollection = z.infer<typeof BackupCollection>

/** All versions of one object, sealed by Key Vault: base64 of the very bytes that the Azure CLI writes to a file. */
export const Backup = z.object({ name: z.string(), blob: z.string() })
export type Backup = z.infer<typeof Backup>

/** Where there are more, Key Vault makes no backup. @see https://learn.microsoft.com/azure/key-vault/general/backup */
export const backupVersionLimit = 500

/** 500 versions of 25 KB, sealed and as base64. */
export const backupFileLimitBytes = 18 * 1024 * 1024

/** The body of POST …/vaults/{vault}/restore. */
export const RestoreRequest = z.strictObject({
  collection: BackupCollection,
  blob: z
    .string()
    .check(
      z.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'A backup is base64, and not empty.'),
      z.maxLength(Math.ceil(backupFileLimitBytes / 3) * 4, 'A backup is at most 18 MB long.'),
    ),
})
export type RestoreRequest = z.infer<typeof RestoreRequest>

/** What came back, under the name it had. */
export const Restored = z.object({ name: z.string() })
export type Restored = z.infer<typeof Restored>
