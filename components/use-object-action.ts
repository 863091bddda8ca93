'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { ObjectDeed } from '@/lib/domain/object-deed.ts'

/** The action that a deed stands for now, why it is not possible, or null while the page cannot tell yet. */
export type DeedAction<A> = { action: A } | { refusal: string } | null

/**
 * What a person has asked an object's page to do: by one of its buttons, or by `?do=` in the address, which the palette
 * writes. It is taken from the address once, as things are then: what it names must not change under an open dialog.
 */
export function useObjectAction<A>(actionOf: (deed: ObjectDeed) => DeedAction<A>) {
  const [deed, setDeed] = useQueryState('do', parseAsStringLiteral(ObjectDeed.options))
  const [taken, setTaken] = useState<ObjectDeed | null>(null)
  const [asked, setAsked] = useState<DeedAction<A>>(null)
  if (deed === null && taken !== null) setTaken(null)
  if (deed !== null && deed !== taken) {
    const found = actionOf(deed)
    if (found) {
      setTaken(deed)
      setAsked(found)
    }
  }
  return {
    action: asked && 'action' in asked ? asked.action : null,
    refusal: asked && 'refusal' in asked ? asked.refusal : null,
    setAction(action: A | null) {
      setAsked(action && { action })
      if (deed !== null) void setDeed(null)
    },
  }
}
