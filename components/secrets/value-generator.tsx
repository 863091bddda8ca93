'use client'

import { Dices } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Checkbox } from '@/components/ui/checkbox.tsx'
import { Choice } from '@/components/ui/choice.tsx'
import { Field } from '@/components/ui/field.tsx'
import { Input } from '@/components/ui/input.tsx'
import {
  alphabetOf,
  type CharacterSet,
  entropyBits,
  generatePassphrase,
  generatePassword,
  generatorLimits,
  type RandomBytes,
} from './generate-value.ts'

const randomBytes: RandomBytes = (count) => crypto.getRandomValues(new Uint8Array(count))
const setLabels: readonly [CharacterSet, string][] = [
  ['lower', 'a–z'],
  ['upper', 'A–Z'],
  ['digits', '0–9'],
  ['symbols', 'Symbols'],
]
const wordListSize = 1_024

/** Makes a value by chance, in this browser: characters, or words that can be read aloud. */
export function ValueGenerator({ onValue }: { onValue: (value: string) => void }) {
  const [kind, setKind] = useState<'password' | 'passphrase'>('password')
  const [count, setCount] = useState({ password: 32, passphrase: 8 })
  const [sets, setSets] = useState<CharacterSet[]>(['lower', 'upper', 'digits'])
  const [isReadable, setIsReadable] = useState(false)
  const [separator, setSeparator] = useState('-')
  const [isFailed, setIsFailed] = useState(false)
  const isPassword = kind === 'password'
  const { least, most } = generatorLimits[isPassword ? 'length' : 'wordCount']
  const size = isPassword ? alphabetOf({ sets, isReadable }).length : wordListSize
  const isInLimits = Number.isInteger(count[kind]) && count[kind] >= least && count[kind] <= most
  const bits = isInLimits ? entropyBits(size, count[kind]) : 0

  const generate = async () => {
    setIsFailed(false)
    if (isPassword) return onValue(generatePassword({ length: count.password, sets, isReadable }, randomBytes))
    try {
      const { passphraseWords } = await import('./passphrase-words.ts')
      onValue(generatePassphrase(passphraseWords, { wordCount: count.passphrase, separator }, randomBytes))
    } catch {
      setIsFailed(true)
    }
  }

  return (
    <div className="flex flex-col gap-3">
      <Choice
        label="Made of"
        value={kind}
        onValueChange={setKind}
        items={[
          { value: 'password', label: 'Characters' },
          { value: 'passphrase', label: 'Words' },
        ]}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label={isPassword ? 'Length, characters' : 'Number of words'}
          error={isInLimits ? undefined : `A whole number from ${least} to ${most.toLocaleString('en')}.`}
        >
          <Input
            type="number"
            min={least}
            max={most}
            value={Number.isNaN(count[kind]) ? '' : count[kind]}
            onChange={(event) => setCount({ ...count, [kind]: event.currentTarget.valueAsNumber })}
          />
        </Field>
        {isPassword ? null : (
          <Field label="Between the words" hint="May be empty or a space.">
            <Input
              isMono
              maxLength={8}
              value={separator}
              onChange={(event) => setSeparator(event.currentTarget.value)}
            />
          </Field>
        )}
      </div>
      {isPassword ? (
        <fieldset className="flex flex-wrap gap-x-4 gap-y-2">
          <legend className="mb-1 font-medium text-xs">Characters</legend>
          {setLabels.map(([set, label]) => (
            <Checkbox
              key={set}
              label={label}
              checked={sets.includes(set)}
              onCheckedChange={(checked) => setSets(checked ? [...sets, set] : sets.filter((each) => each !== set))}
            />
          ))}
          <Checkbox label="Without look-alikes (0 O, 1 l I)" checked={isReadable} onCheckedChange={setIsReadable} />
        </fieldset>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          onClick={() => void generate()}
          disabledReason={
            (size === 0 && 'Choose at least one kind of characters.') || (!isInLimits && 'Correct the number first.')
          }
        >
          <Dices aria-hidden />
          Generate
        </Button>
        <span className="text-muted text-xs tabular-nums">
          {bits.toLocaleString('en')} bits of chance{bits < 80 ? ': few, for what is not typed by hand' : ''}
        </span>
      </div>
      {isFailed ? (
        <p role="alert" className="text-danger text-xs">
          The list of words could not be loaded. Check your connection and try again.
        </p>
      ) : null}
    </div>
  )
}
