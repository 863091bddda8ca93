import type { AssignmentVerdict } from '@/lib/domain/unused-assignments.ts'

export const verdictWords: Record<AssignmentVerdict, { label: string; what: (days: number) => string }> = {
  unused: {
    label: 'Never used',
    what: (days) => `It let no call through in ${days} days, and every vault it reaches was logged.`,
  },
  wide: { label: 'More than used', what: () => 'It was used, for less than it gives.' },
  used: { label: 'Used', what: () => 'It was used, and nothing smaller is known to do.' },
  new: { label: 'New', what: (days) => `It is younger than ${days} days and was not used yet.` },
  unknown: {
    label: 'Not known',
    what: () => 'It was not seen in use, but not every vault that it reaches was logged.',
  },
  idle: { label: 'Reaches no vault', what: () => 'It gives rights to data and reaches no vault that goes by roles.' },
}
