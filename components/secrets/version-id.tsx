/** The first characters of a version: enough to tell the versions of one secret apart, and to say aloud. */
export const shortVersion = (version: string) => version.slice(0, 8)

/** A version in short, in mono; the whole stands wherever there is room for it. */
export function VersionId({ version }: { version: string }) {
  return <span className="font-mono text-xs">{shortVersion(version)}</span>
}
