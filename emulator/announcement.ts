import { vaultLandmarks } from './seed/landmarks.ts'
import { workloads } from './seed/people.ts'
import type { RunningEmulator } from './start.ts'

/** What a started emulator says: where it is, who can sign in, and how to point other programs at it. */
export function announcement(running: RunningEmulator): string {
  const { tenantDisplayName, tenantId, accounts } = running.emulator.state
  const { httpsPort, httpPort, caFile } = running
  return `Emulated Azure, tenant ${tenantDisplayName} (${tenantId})
  https://*.emulator.test on 127.0.0.1:${httpsPort}, trusted by ${caFile}
  http://localhost:${httpPort} for browsers (sign-in) and /_emulator/* (controls)
Accounts
${accounts.map(({ userPrincipalName, displayName }) => `  ${userPrincipalName.padEnd(34)} ${displayName}`).join('\n')}
${connectBlock(tenantId, running)}`
}

/**
 * Lines to be pasted into a shell: the SDKs of every language, the Azure command line, a browser. The names reach the
 * emulator by the CONNECT proxy of its http port (connect-proxy.ts).
 */
function connectBlock(tenantId: string, { httpsPort, httpPort, caFile }: RunningEmulator): string {
  const { appId, clientSecret = '' } = workloads.tools
  const sandbox = `https://${vaultLandmarks.sandbox}.vault.emulator.test`
  return `Any SDK, and curl (a Java trust store: keytool -importcert -noprompt -alias emulator -file ${caFile} -keystore emulator.jks)
  export HTTPS_PROXY=http://127.0.0.1:${httpPort} SSL_CERT_FILE=${caFile} CURL_CA_BUNDLE=${caFile}
  export NODE_EXTRA_CA_CERTS=${caFile} REQUESTS_CA_BUNDLE=${caFile}
  export AZURE_AUTHORITY_HOST=https://login.emulator.test AZURE_TENANT_ID=${tenantId}
  export AZURE_CLIENT_ID=${appId} AZURE_CLIENT_SECRET=${clientSecret}
  The vault ${sandbox} is theirs to change. Credentials need instance discovery switched off, as for any private cloud.
az CLI, in the same shell
  az cloud register -n emulator --endpoint-active-directory https://login.emulator.test \\
    --endpoint-active-directory-resource-id https://management.emulator.test --endpoint-resource-manager https://management.emulator.test \\
    --endpoint-active-directory-graph-resource-id https://graph.emulator.test --suffix-keyvault-dns .vault.emulator.test
  az cloud set -n emulator && az config set core.instance_discovery=false
  az login --service-principal -u $AZURE_CLIENT_ID -p $AZURE_CLIENT_SECRET --tenant $AZURE_TENANT_ID
A browser, to look at addresses under https://*.emulator.test, after trusting ${caFile} in it
  chromium --host-resolver-rules="MAP *.emulator.test 127.0.0.1:${httpsPort}"`
}
