/**
 * What outlives a redirect. Nothing here is a token; MSAL keeps those. A browser that refuses storage refuses MSAL as
 * well, so its errors are left to surface there.
 */

/** The page that a sign-in began on. Read with safeReturnPath. */
export const returnPath = {
  read: () => sessionStorage.getItem('strongroom.return-path') ?? undefined,
  write: ({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>) =>
    sessionStorage.setItem('strongroom.return-path', pathname + search + hash),
}

/** Who signed in last in this browser, for the other tabs; gone at sign-out. */
export const loginHint = {
  read: () => localStorage.getItem('strongroom.signed-in-as') ?? undefined,
  write: (userPrincipalName: string) => localStorage.setItem('strongroom.signed-in-as', userPrincipalName),
  forget: () => localStorage.removeItem('strongroom.signed-in-as'),
}

const ledgerPrefix = 'strongroom.bulk.'

/** What became of changes to many objects, by person, vault and list: it outlives a reload, and goes with the person. */
export const bulkLedgers = {
  read: (key: string) => sessionStorage.getItem(ledgerPrefix + key),
  write: (key: string, ledger: string) => sessionStorage.setItem(ledgerPrefix + key, ledger),
  forget: (key: string) => sessionStorage.removeItem(ledgerPrefix + key),
  forgetAll: () => {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith(ledgerPrefix)) sessionStorage.removeItem(name)
  },
}

const silentKey = 'strongroom.silent-try'

/** One try per tab to sign in without a word. */
export const silentTry = {
  wasMade: () => sessionStorage.getItem(silentKey) !== null,
  isUnderWay: () => sessionStorage.getItem(silentKey) === 'under-way',
  begin: () => sessionStorage.setItem(silentKey, 'under-way'),
  end: () => {
    if (silentTry.isUnderWay()) sessionStorage.setItem(silentKey, 'made')
  },
}
