'use client'

import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { secretLimits } from '@/lib/domain/secret.ts'
import { fileSizeProblem, valueOfBytes } from './file-value.ts'

/** Takes a value from a file: text as it is, anything else in Base64 on request. Nothing is read that is too large. */
export function ValueFromFile({ onValue }: { onValue: (value: string) => void }) {
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<File | null>(null)
  const [isBase64, setIsBase64] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const take = async (chosen: File, asBase64: boolean) => {
    const tooLarge = fileSizeProblem(chosen.size, asBase64)
    const taken = tooLarge
      ? { value: null, problem: tooLarge }
      : valueOfBytes(new Uint8Array(await chosen.arrayBuffer()), asBase64)
    setProblem(taken.problem)
    onValue(taken.value ?? '')
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button onClick={() => input.current?.click()}>
          <FileUp aria-hidden />
          Choose a file
        </Button>
        <span className="min-w-0 break-words text-muted text-xs">
          {file
            ? `${file.name}, ${file.size.toLocaleString('en')} bytes`
            : `At most ${secretLimits.valueBytes / 1024} KB. It is read by this page alone.`}
        </span>
        <input
          ref={input}
          type="file"
          aria-label="File with the value"
          hidden
          onChange={(event) => {
            const chosen = event.target.files?.[0]
            if (!chosen) return
            setFile(chosen)
            void take(chosen, isBase64)
          }}
        />
      </div>
      <Checkbox
        label="Store it in Base64"
        hint="For what is not text. Whoever reads the secret has to decode it."
        checked={isBase64}
        onCheckedChange={(checked) => {
          setIsBase64(checked)
          if (file) void take(file, checked)
        }}
      />
      {problem ? (
        <p role="alert" className="text-danger text-xs">
          {problem}
        </p>
      ) : null}
    </div>
  )
}
