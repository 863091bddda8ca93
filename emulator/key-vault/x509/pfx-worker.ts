import { parentPort, workerData } from 'node:worker_threads'
import forge from 'node-forge'

/** What a PFX holds, byte for byte as it was. */
export interface PfxContent {
  /** PKCS#8 in DER. */
  keys: Uint8Array[]
  certificates: Uint8Array[]
}

export type PfxAnswer = { content: PfxContent } | { unreadable: string }

export interface PfxTask {
  pfx: Uint8Array
  password: string
}

const { oids } = forge.pki

// PBES2 takes a password in UTF-8 (RFC 8018), which the library leaves to its caller, while PKCS#12 has only one
// password for this and for its own derivations, which take UTF-16. This thread does nothing else.
const { pbkdf2 } = forge.pkcs5
forge.pkcs5.pbkdf2 = ((password: string, ...rest: [string, number, number]) =>
  pbkdf2(forge.util.encodeUtf8(password), ...rest)) as typeof pbkdf2 // one of its overloads, the one that is called

/** @throws when this is no PKCS#12, or the password is not its */
function read({ pfx, password }: PfxTask): PfxContent {
  const source = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(pfx).toString('binary')))
  const { safeContents } = opened(source, password)
  const bags = safeContents.flatMap(({ safeBags }) => safeBags)
  const keys = bags.filter(({ type }) => type === oids.pkcs8ShroudedKeyBag || type === oids.keyBag)
  return {
    keys: keys.map(({ key, asn1 }) => der(key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1)),
    certificates: bags
      .filter(({ type }) => type === oids.certBag)
      .map(({ cert, asn1 }) => der(cert ? forge.pki.certificateToAsn1(cert) : asn1)),
  }
}

/** "No password" is written in two ways: as an empty one and as none at all. */
function opened(source: forge.asn1.Asn1, password: string) {
  try {
    return forge.pkcs12.pkcs12FromAsn1(source, false, password)
  } catch (error) {
    if (password !== '') throw error
    return forge.pkcs12.pkcs12FromAsn1(source, false)
  }
}

function der(source: forge.asn1.Asn1): Uint8Array {
  return Buffer.from(forge.asn1.toDer(source).getBytes(), 'binary')
}

/** Whatever the library says of a file is about the file. Anything else that ends this thread is told as it is. */
function answer(task: PfxTask): PfxAnswer {
  try {
    return { content: read(task) }
  } catch (error) {
    return { unreadable: String(error) }
  }
}

parentPort?.postMessage(answer(workerData))
