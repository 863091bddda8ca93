import * as z from 'zod/mini'
import type { ObjectKind } from './object.ts'

/**
 * What an address can ask an object's page to begin: the dialog opens, and nothing happens before somebody confirms there.
 */
export const ObjectDeed = z.enum(['new-version', 'roll-back', 'rotate', 'set-enabled', 'delete'])
export type ObjectDeed = z.infer<typeof ObjectDeed>

/** What can be done with an object of a kind, in the order in which people want it. */
export const deedsOf: Record<ObjectKind, readonly ObjectDeed[]> = {
  secret: ['new-version', 'roll-back', 'set-enabled', 'delete'],
  key: ['rotate', 'new-version', 'set-enabled', 'delete'],
  certificate: ['new-version', 'set-enabled', 'delete'],
}

/** On the palette. @param isEnabled undefined where it is not known */
export function deedWords(deed: ObjectDeed, isEnabled: boolean | undefined): string {
  switch (deed) {
    case 'new-version':
      return 'New version'
    case 'roll-back':
      return 'Roll back to the version before'
    case 'rotate':
      return 'Rotate now'
    case 'set-enabled':
      return isEnabled === undefined ? 'Enable or disable' : isEnabled ? 'Disable' : 'Enable'
    case 'delete':
      return 'Delete'
  }
}
