// Runs on any Node, also one that cannot read TypeScript, and so before the scripts that can.
const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `Strongroom needs Node 24 or later; this is ${process.version}. On Linux (x64, arm64) and Windows (x64) "npm ci" brings it; ` +
      'elsewhere install it from https://nodejs.org and run the command again.',
  )
  process.exit(1)
}
