import 'server-only'
import * as z from 'zod/mini'
import { CertificateName, IssuerName, KeyName, SecretName, SecretVersionId, VaultName } from '../domain/names.ts'
import { SubscriptionId } from '../domain/new-vault.ts'
import { ObjectKind } from '../domain/object.ts'
import { ObjectCheck } from '../domain/object-check.ts'
import { AssignmentName } from '../domain/role-assignment.ts'
import { EndpointName } from '../domain/vault-network.ts'

/** What the addresses of the API name. Everything in them is a bare name; nothing can choose a host or a path. */
export const VaultParams = z.object({ vaultName: VaultName })
export const SubscriptionParams = z.object({ subscriptionId: SubscriptionId })
/** A name that a vault may get, checked in the subscription that it is to be in. */
export const VaultNameParams = z.object({ subscriptionId: SubscriptionId, vaultName: VaultName })
export const SecretParams = z.object({ vaultName: VaultName, secretName: SecretName })
export const VersionParams = z.object({ vaultName: VaultName, secretName: SecretName, version: SecretVersionId })
export const KeyParams = z.object({ vaultName: VaultName, keyName: KeyName })
export const CertificateParams = z.object({ vaultName: VaultName, certificateName: CertificateName })
export const CertificateVersionParams = z.object({
  vaultName: VaultName,
  certificateName: CertificateName,
  version: SecretVersionId,
})
export const IssuerParams = z.object({ vaultName: VaultName, issuerName: IssuerName })
export const KeyVersionParams = z.object({ vaultName: VaultName, keyName: KeyName, version: SecretVersionId })

export const AssignmentParams = z.object({ vaultName: VaultName, assignmentName: AssignmentName })

/** A private endpoint connection of a vault. */
export const EndpointParams = z.object({ vaultName: VaultName, connectionName: EndpointName })

export const CheckParams = z.object({ check: ObjectCheck })

/** A deleted object by its collection, as in Key Vault's own addresses. */
export const DeletedParams = z.pipe(
  z.object({
    vaultName: VaultName,
    collection: z.enum(['secrets', 'keys', 'certificates'], 'A collection is secrets, keys or certificates.'),
    objectName: SecretName,
  }),
  z.transform(({ vaultName, collection, objectName }) => ({
    vaultName,
    kind: ObjectKind.parse(collection.slice(0, -1)),
    objectName,
  })),
)

/** `a,b,c` as a list. */
const listOf = <T extends z.ZodMiniType>(item: T, most: number) =>
  z.pipe(
    z.pipe(
      z.string(),
      z.transform((text) => text.split(',') as z.input<T>[]), // whether they are is the list's own check
    ),
    z.array(item).check(z.maxLength(most, `At most ${most} can be asked for at once.`)),
  )

/** A Log Analytics workspace, by its GUID. */
export const WorkspaceParams = z.object({ workspaceId: z.guid('A workspace is named by its id, a GUID.') })

/** What of all objects is asked for: these vaults, these kinds; everything where nothing is said. */
export const ObjectsQuery = z.strictObject({
  vaults: z.optional(listOf(VaultName, 300)),
  kinds: z.optional(listOf(ObjectKind, ObjectKind.options.length)),
})
