'use client'

import { useAccount } from '@azure/msal-react'
import { useState, useSyncExternalStore } from 'react'
import { readySession } from '@/lib/auth/session.ts'

const first = `// Calls to Key Vault, the newest first
AZKVAuditLogs
| project TimeGenerated, OperationName, ResultSignature, HttpStatusCode, Id, CallerIpAddress
| order by TimeGenerated desc
| take 100`

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

/** The query that a link carries in its fragment, which the browser keeps to itself. */
function linkedQuery(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '').replaceAll('+', '%2B')).get('q')
}

/**
 * The text of the query: the link's, until it is changed; else what this tab had before. `origin` is another one where
 * the text comes from elsewhere than from typing.
 */
export function useQueryText() {
  const id = (useAccount() ?? readySession().account)?.homeAccountId ?? 'nobody'
  const key = `strongroom.kql-draft.${id}`
  const linked = linkedQuery(
    useSyncExternalStore(
      subscribe,
      () => location.hash,
      () => '',
    ),
  )
  const [draft, setDraft] = useState<{ linked: string | null; text: string }>(() => ({
    linked: null,
    text: sessionStorage.getItem(key) ?? first,
  }))
  const setText = (text: string) => {
    setDraft({ linked, text })
    sessionStorage.setItem(key, text)
  }
  return { text: linked !== null && draft.linked !== linked ? linked : draft.text, setText, origin: linked ?? '' }
}
