/**
 * Every address of the product, pages and API, built here alone. Addresses are stable: people share them.
 */

const segment = encodeURIComponent

export const pages = {
  overview: () => '/',
  /** Where Entra sends the browser back to; the app registration's redirect URI. */
  signInReturn: () => '/sign-in/return',
  vaults: () => '/vaults',
  vault: (vaultName: string) => `/vaults/${segment(vaultName)}`,
  secrets: (vaultName: string) => `${pages.vault(vaultName)}/secrets`,
  secret: (vaultName: string, secretName: string) => `${pages.secrets(vaultName)}/${segment(secretName)}`,
}

export const api = {
  healthz: () => '/api/healthz',
  vaults: () => '/api/vaults',
  vault: (vaultName: string) => `/api/vaults/${segment(vaultName)}`,
  secrets: (vaultName: string) => `${api.vault(vaultName)}/secrets`,
  secret: (vaultName: string, secretName: string) => `${api.secrets(vaultName)}/${segment(secretName)}`,
  secretRights: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/rights`,
  secretVersions: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/versions`,
  secretVersion: (vaultName: string, secretName: string, version: string) =>
    `${api.secretVersions(vaultName, secretName)}/${segment(version)}`,
  revealSecret: (vaultName: string, secretName: string, version: string) =>
    `${api.secretVersion(vaultName, secretName, version)}/reveal`,
  compareSecret: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/compare`,
  rollbackSecret: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/rollback`,
}
