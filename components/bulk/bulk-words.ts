import type { BulkAction } from '@/lib/domain/bulk.ts'

interface Words {
  /** On the button. */
  verb: string
  /** `Disabling`. */
  doing: string
  /** `disabled`. */
  done: string
}

export const bulkWords: Record<BulkAction['kind'], Words> = {
  enable: { verb: 'Enable', doing: 'Enabling', done: 'enabled' },
  disable: { verb: 'Disable', doing: 'Disabling', done: 'disabled' },
  setExpiry: { verb: 'Set expiry', doing: 'Setting the expiry of', done: 'changed' },
  changeTags: { verb: 'Change tags', doing: 'Changing the tags of', done: 'changed' },
  delete: { verb: 'Delete', doing: 'Deleting', done: 'deleted' },
  recover: { verb: 'Recover', doing: 'Recovering', done: 'recovered' },
}

/** `1 secret`, `12 secrets`. */
export const countWords = (count: number, [one, many]: readonly [string, string]) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`
