/** In the order they are shown. `title` follows a count. */
export const findingWords = {
  selfHelp: {
    title: ['right to let oneself into vaults with policies', 'rights to let oneself into vaults with policies'],
    why: 'Whoever may write a vault that uses access policies may add themselves to them, and reads every value a moment later. Move the vault to roles, or narrow the role.',
  },
  humanWrite: {
    title: ['standing right of a person to write in production', 'standing rights of people to write in production'],
    why: 'A mistake or a stolen session changes what production reads at once. Give the right for the time it is needed, by Privileged Identity Management.',
  },
  standingAdministrator: {
    title: ['standing Key Vault Administrator', 'standing Key Vault Administrators'],
    why: 'The role reads, changes and purges everything, all day. Make it eligible, so that each use is asked for and recorded.',
  },
  twoEnvironments: {
    title: ['workload that reaches two environments', 'workloads that reach two environments'],
    why: 'Whoever breaks into the lesser environment has the greater one’s secrets. Give each environment an identity of its own.',
  },
  userAndAdministrator: {
    title: ['narrow role made useless by a wide one', 'narrow roles made useless by wide ones'],
    why: 'The narrow role says what is needed; the Administrator beside it gives everything. Remove one of the two.',
  },
  orphanedScope: {
    title: ['assignment on something that is gone', 'assignments on something that is gone'],
    why: 'Whatever is created there again under the same name is open to this principal at once.',
  },
  gonePrincipal: {
    title: ['right of a principal that is gone', 'rights of principals that are gone'],
    why: 'The directory does not know it: deleted, or of another directory. It counts against the quota and hides who is meant to have access.',
  },
} as const satisfies Record<string, { title: readonly [one: string, many: string]; why: string }>

export type FindingId = keyof typeof findingWords
