import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'

/**
 * Lets a new SecretClient's first call through alone until Key Vault's 401 challenge is answered, and all others after.
 * The SDK keeps one challenge state for all calls: of two that begin together, the one whose body it set aside may be
 * sent again without it, which for a write is a refusal, and each pays a 401 of its own.
 * @returns two policies: `gate` goes before the authentication policy, `open` after it
 */
export function challengeOnce(): { gate: PipelinePolicy; open: PipelinePolicy } {
  let isOpen = false
  let first: Promise<void> | undefined
  let release: () => void = () => {}
  return {
    gate: {
      name: 'strongroomChallengeGate',
      async sendRequest(request, next) {
        while (!isOpen && first) await first
        if (isOpen) return next(request)
        first = new Promise((resolve) => {
          release = resolve
        })
        try {
          return await next(request)
        } finally {
          // A first call that failed before the challenge leaves the gate to the next one.
          first = undefined
          release()
        }
      },
    },
    open: {
      name: 'strongroomChallengeOpen',
      sendRequest(request, next) {
        if (request.headers.has('authorization')) {
          isOpen = true
          release()
        }
        return next(request)
      },
    },
  }
}
