import type { QueryClient } from '@tanstack/react-query'
import { problemTitle } from '@/components/ui/problem-notice.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { type DeletedPlace, recoverObject } from '@/lib/queries/deleted-objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

/** Recovers what was deleted a moment ago, from a toast: its dialog is gone, so every end of it is told by another toast. */
export async function undoDeletion(cache: QueryClient, place: DeletedPlace, onRecovered: () => void): Promise<void> {
  const done = showToast({ tone: 'info', title: `Recovering ${place.name} …`, timeoutMs: 0 })
  try {
    const { isShown } = await recoverObject(cache, place, { isJustDeleted: true })
    showToast({ tone: 'ok', title: isShown ? `${place.name} is back` : `${place.name} is being recovered` })
    onRecovered()
  } catch (error) {
    const problem = problemFrom(error)
    showToast({ tone: 'danger', title: problemTitle(problem), description: problem.message, timeoutMs: 0 })
  } finally {
    done()
  }
}
