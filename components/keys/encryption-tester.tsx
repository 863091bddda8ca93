'use client'

import { useState } from 'react'
import { type EncryptionAlgorithm, encryptionAlgorithmsOf, longestPlaintextBytes } from '@/lib/domain/key-algorithms.ts'
import { keyUses } from '@/lib/queries/keys.ts'
import { base64Url, bytesOf, type Encoding, readable } from './bytes.ts'
import {
  AlgorithmField,
  CallButton,
  CallProblem,
  InputFields,
  type TesterProps,
  useCall,
  whyNotUse,
} from './tester-fields.tsx'

const notBase64 = 'This is no base64.'

/** Encrypts a short text and decrypts what was encrypted. Both texts are in this dialog alone. */
export function EncryptionTester({ object, detail }: TesterProps) {
  const algorithms = encryptionAlgorithmsOf(detail)
  const [algorithm, setAlgorithm] = useState<EncryptionAlgorithm>(algorithms[0] ?? 'RSA-OAEP-256')
  const [plain, setPlain] = useState<{ typed: string; encoding: Encoding }>({ typed: '', encoding: 'text' })
  const [sealed, setSealed] = useState('')
  const { running, problem, run } = useCall()
  const { place } = object
  const plainBytes = bytesOf(plain.typed, plain.encoding)
  const sealedBytes = bytesOf(sealed, 'base64')
  const longest = longestPlaintextBytes(algorithm, detail.keySizeBits ?? 2048)
  const plainMistake = plainBytes
    ? plainBytes.length > longest
      ? `${plainBytes.length.toLocaleString('en')} bytes: with ${algorithm} this key encrypts at most ${longest}.`
      : null
    : notBase64
  const encrypt = () =>
    run('encrypt', async () => {
      const body = { algorithm, plaintext: base64Url(plainBytes ?? new Uint8Array()) }
      setSealed((await keyUses.encrypt(place, detail.version, body)).ciphertext)
    })
  const decrypt = () =>
    run('decrypt', async () => {
      const body = { algorithm, ciphertext: base64Url(sealedBytes ?? new Uint8Array()) }
      const { text, encoding } = readable((await keyUses.decrypt(place, detail.version, body)).plaintext)
      setPlain({ typed: text, encoding })
    })
  return (
    <div className="flex flex-col gap-4">
      <AlgorithmField
        value={algorithm}
        algorithms={algorithms}
        onChange={setAlgorithm}
        hint={algorithm === 'RSA-OAEP-256' ? undefined : 'For old data: choose RSA-OAEP-256 for new.'}
      />
      <InputFields
        label="Plaintext"
        {...plain}
        error={plainMistake ?? undefined}
        hint={`At most ${longest} bytes. It goes through the Strongroom server to Key Vault and is kept nowhere: use no real secret to try a key.`}
        onChange={(typed, encoding) => setPlain({ typed, encoding })}
      />
      <InputFields
        label="Ciphertext"
        typed={sealed}
        encoding="base64"
        isBinary
        error={sealedBytes ? undefined : notBase64}
        hint="Base64 or base64url."
        onChange={setSealed}
      />
      <div className="flex flex-wrap items-center gap-3">
        <CallButton
          use="encrypt"
          label="Encrypt the plaintext"
          running={running}
          disabledReason={
            whyNotUse({ object, detail }, 'encrypt') ??
            plainMistake ??
            (plain.typed ? null : 'There is no plaintext yet.')
          }
          onClick={() => void encrypt()}
        />
        <CallButton
          use="decrypt"
          label="Decrypt the ciphertext"
          running={running}
          disabledReason={
            whyNotUse({ object, detail }, 'decrypt') ?? (sealedBytes?.length ? null : 'There is no ciphertext yet.')
          }
          onClick={() => void decrypt()}
        />
      </div>
      <CallProblem problem={problem} />
    </div>
  )
}
