import { CopyButton } from './copy-button.tsx'

/** A command or text to take away: mono, wrapped, with a copy button. */
export function CodeBlock({ code, what }: { code: string; what: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border bg-surface py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 whitespace-pre-wrap break-words py-1 font-mono text-ink text-xs">{code}</code>
      <CopyButton text={code} what={what} />
    </div>
  )
}
