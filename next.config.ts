import type { NextConfig } from 'next'

const root = import.meta.dirname

/** Headers of whatever the proxy's matcher leaves out: the API and static files. Pages get theirs there, with a nonce. */
const everywhere = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'no-referrer' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
  { key: 'Strict-Transport-Security', value: 'max-age=31536000' },
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // The image optimiser is a service on its own, with a history of its own; nothing here needs it.
  images: { unoptimized: true },
  // `npm test` checks types, the emulator's and the tests' too; a newcomer's first build need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // The Kusto language service asks for files where there are any; its worker in the browser has none.
  turbopack: { root, resolveAlias: { fs: { browser: './components/kql/no-files.ts' } } },
  outputFileTracingRoot: root,
  // They read files beside their own code, or choose it by platform, which a bundle cannot follow.
  serverExternalPackages: ['pino', '@azure/identity', '@azure/msal-node'],
  // Queries are files, so that they can be pasted into the portal as they are.
  outputFileTracingIncludes: { '/api/**': ['./lib/azure/kql/*.kql', './lib/azure/kql-examples/*.kql'] },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    {
      source: '/api/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: "default-src 'none'; frame-ancestors 'none'" },
        { key: 'Cache-Control', value: 'no-store' },
      ],
    },
  ],
}

export default config
