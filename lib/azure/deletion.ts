import 'server-only'
import type { BeginDeleteSecretOptions } from '@azure/keyvault-secrets'
import type { Deletion } from '../domain/object-properties.ts'
import { unlessAmbiguous } from './outcome.ts'
import { isoDate } from './secret-mapping.ts'

/** The part of Key Vault's answer to a deletion that the SDKs' pollers drop when their own later call fails. */
interface DeletedBody {
  deletedDate?: number
  scheduledPurgeDate?: number
  attributes?: { recoveryLevel?: string }
}

/** Begins a deletion, and tells what Key Vault answered to it. @throws outcome_unknown where the answer is lost */
export async function deletionOf(
  name: string,
  begin: (options: Required<Pick<BeginDeleteSecretOptions, 'onResponse'>>) => Promise<unknown>,
): Promise<Deletion> {
  let answer: DeletedBody | undefined
  const deleting = begin({
    onResponse: (response) => {
      // Key Vault's own body, as models.tsp describes it.
      if (response.request.method === 'DELETE' && response.status === 200) answer = response.parsedBody as DeletedBody
    },
  })
  // The poller then looks whether the deletion shows yet; by that time it has happened, whatever the look says.
  await unlessAmbiguous(deleting.catch((error: unknown) => answer ?? Promise.reject(error)))
  return {
    name,
    deletedOn: isoSeconds(answer?.deletedDate),
    scheduledPurgeDate: isoSeconds(answer?.scheduledPurgeDate),
    recoveryLevel: answer?.attributes?.recoveryLevel ?? null,
  }
}

const isoSeconds = (seconds: number | undefined) => (seconds ? isoDate(new Date(seconds * 1000)) : null)
