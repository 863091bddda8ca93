'use client'

import { useState } from 'react'
import type { Command } from '@/lib/domain/command-line.ts'
import { Choice } from '../ui/choice.tsx'
import { CodeBlock } from '../ui/code-block.tsx'

/** The same deed in several tools' languages, one in sight at a time. */
export function CommandBlocks({ commands }: { commands: readonly Command[] }) {
  const [chosen, setChosen] = useState(commands[0]?.label ?? '')
  const command = commands.find(({ label }) => label === chosen) ?? commands[0]
  if (!command) return null
  return (
    <div className="flex flex-col gap-2">
      <Choice
        label="Do the same with"
        value={command.label}
        onValueChange={setChosen}
        items={commands.map(({ label }) => ({ value: label, label }))}
      />
      <CodeBlock code={command.text} what={`${command.label} command`} />
    </div>
  )
}
