'use client'

import { CircleAlert, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { digestOf, type SignatureAlgorithm, signatureAlgorithmsOf } from '@/lib/domain/key-algorithms.ts'
import { keyUses } from '@/lib/queries/keys.ts'
import { base64Url, bytesOf, type Encoding } from './bytes.ts'
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

/** Signs a text and checks a signature. The digest is made here, so the text itself stays in this page. */
export function SignatureTester({ object, detail }: TesterProps) {
  const algorithms = signatureAlgorithmsOf(detail)
  const [algorithm, setAlgorithm] = useState<SignatureAlgorithm>(algorithms[0] ?? 'RS256')
  const [message, setMessage] = useState<{ typed: string; encoding: Encoding }>({ typed: '', encoding: 'text' })
  const [signature, setSignature] = useState('')
  const [isValid, setIsValid] = useState<boolean | null>(null)
  const { running, problem, run } = useCall()
  const { place } = object
  const messageBytes = bytesOf(message.typed, message.encoding)
  const signatureBytes = bytesOf(signature, 'base64')
  const digest = digestOf(algorithm)
  const call = async () => ({ algorithm, digest: base64Url(await sha(digest.name, messageBytes)) })
  const sign = () =>
    run('sign', async () => {
      setIsValid(null)
      setSignature((await keyUses.sign(place, detail.version, await call())).signature)
    })
  const verify = () =>
    run('verify', async () => {
      setIsValid(null)
      const body = { ...(await call()), signature: base64Url(signatureBytes ?? new Uint8Array()) }
      setIsValid((await keyUses.verify(place, detail.version, body)).isValid)
    })
  const wrongInput = messageBytes ? null : notBase64
  return (
    <div className="flex flex-col gap-4">
      <AlgorithmField value={algorithm} algorithms={algorithms} onChange={setAlgorithm} />
      <InputFields
        label="Message"
        {...message}
        error={wrongInput ?? undefined}
        hint={`Its ${digest.name} digest is made in this browser and is what is signed; the message is not sent.`}
        onChange={(typed, encoding) => {
          setMessage({ typed, encoding })
          setIsValid(null)
        }}
      />
      <InputFields
        label="Signature"
        typed={signature}
        encoding="base64"
        isBinary
        error={signatureBytes ? undefined : notBase64}
        hint="Base64 or base64url. EC signatures are r and s side by side, as in JSON Web Signature."
        onChange={(typed) => {
          setSignature(typed)
          setIsValid(null)
        }}
      />
      <div className="flex flex-wrap items-center gap-3">
        <CallButton
          use="sign"
          label="Sign the message"
          running={running}
          disabledReason={whyNotUse({ object, detail }, 'sign') ?? wrongInput}
          onClick={() => void sign()}
        />
        <CallButton
          use="verify"
          label="Verify the signature"
          running={running}
          disabledReason={
            whyNotUse({ object, detail }, 'verify') ??
            wrongInput ??
            (signatureBytes?.length ? null : 'There is no signature to verify yet.')
          }
          onClick={() => void verify()}
        />
        <p role="status" className="text-sm">
          {isValid === null ? null : <Verdict isValid={isValid} />}
        </p>
      </div>
      <CallProblem problem={problem} />
    </div>
  )
}

function Verdict({ isValid }: { isValid: boolean }) {
  const Icon = isValid ? CircleCheck : CircleAlert
  return (
    <span className={`inline-flex items-center gap-1.5 ${isValid ? 'text-ok' : 'text-danger'}`}>
      <Icon className="size-4" aria-hidden />
      {isValid
        ? 'The signature is of this message and this key.'
        : 'The signature is not of this message and this key.'}
    </span>
  )
}

async function sha(name: string, bytes: Uint8Array<ArrayBuffer> | null): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest(name, bytes ?? new Uint8Array()))
}
