/**
 * The page to open after sign-in: a path on this origin, else `fallback`. The text has travelled through Entra and back,
 * so it is taken as anybody's: `//evil.example`, `/\evil.example`, tabs and line breaks inside, and whole URLs all fall
 * back.
 */
export function safeReturnPath(text: string | undefined, origin: string, fallback: string): string {
  // Browsers drop tabs and line breaks from a URL and read a backslash as a slash, so neither may stand in it at all.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be found.
  if (!text?.startsWith('/') || /[\\\u0000-\u0020\u007f]/.test(text)) return fallback
  if (!URL.canParse(text, origin)) return fallback
  const url = new URL(text, origin)
  // `/.//evil.example` is a path on this origin until it is normalised; what comes out is judged, not what went in.
  const path = url.pathname + url.search + url.hash
  return url.origin === origin && !path.startsWith('//') ? path : fallback
}
