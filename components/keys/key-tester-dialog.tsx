'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '@/components/ui/dialog.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import type { KeyDetail } from '@/lib/domain/key.ts'
import { encryptionAlgorithmsOf, signatureAlgorithmsOf } from '@/lib/domain/key-algorithms.ts'
import { keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { EncryptionTester } from './encryption-tester.tsx'
import { SignatureTester } from './signature-tester.tsx'
import type { KeyObject } from './use-key-object.ts'

export interface KeyTesterDialogProps {
  object: KeyObject
  version: string
  onClose: () => void
}

/** Tries a version of a key on a text of one's own. Nothing of it stays when the dialog closes. */
export function KeyTesterDialog({ object, version, onClose }: KeyTesterDialogProps) {
  const { data: detail, error } = useQuery(keyQueries.version(object.place, version))
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      size="lg"
      title={`Try version ${version.slice(0, 8)} of ${object.place.keyName}`}
      description="Key Vault does the work and writes each call to its audit log, without the texts."
    >
      {detail ? <Testers object={object} detail={detail} /> : null}
      {error && !detail ? <ProblemNotice problem={problemFrom(error)} /> : null}
      {!error && !detail ? <Skeleton className="w-2/3" /> : null}
    </Dialog>
  )
}

type Purpose = 'sign' | 'encrypt'

function Testers({ object, detail }: { object: KeyObject; detail: KeyDetail }) {
  const canSign = signatureAlgorithmsOf(detail).length > 0
  const canEncrypt = encryptionAlgorithmsOf(detail).length > 0
  const isForSigning = detail.operations.some((use) => use === 'sign' || use === 'verify')
  const [purpose, setPurpose] = useState<Purpose>(canSign && (isForSigning || !canEncrypt) ? 'sign' : 'encrypt')
  if (!canSign && !canEncrypt) return <p>Strongroom knows no algorithm for a key of type {detail.keyType}.</p>
  return (
    <div className="flex flex-col gap-4">
      {canSign && canEncrypt ? (
        <Select
          label="What to try"
          className="w-60"
          value={purpose}
          onValueChange={setPurpose}
          items={[
            { value: 'sign', label: 'Sign and verify' },
            { value: 'encrypt', label: 'Encrypt and decrypt' },
          ]}
        />
      ) : null}
      {purpose === 'sign' ? (
        <SignatureTester object={object} detail={detail} />
      ) : (
        <EncryptionTester object={object} detail={detail} />
      )}
    </div>
  )
}
