import { expect, test } from 'vitest'
import * as z from 'zod/mini'
import { ApiError } from './api-error.ts'
import { readPages } from './read-pages.ts'

const Page = z.object({ items: z.array(z.string()) })
const encoder = new TextEncoder()

function bodyOf(...chunks: (string | Uint8Array<ArrayBuffer>)[]) {
  return new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encoder.encode(chunk) : chunk)
      controller.close()
    },
  })
}

async function read(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const items: string[] = []
  try {
    for await (const page of readPages(Page, body)) items.push(...page.items)
    return { items, code: null }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { items, code: error.code }
  }
}

test('pages come in order and the list ends with its last line', async () => {
  expect(await read(bodyOf('{"items":["a"]}\n{"items":["b","c"]}\n', '{"done":true}\n'))).toEqual({
    items: ['a', 'b', 'c'],
    code: null,
  })
})

test('a line may be cut anywhere, in the middle of a character too', async () => {
  const bytes = encoder.encode('{"items":["clé-ünïcode-鍵"]}\n{"done":true}\n')
  const single = Array.from(bytes, (byte) => new Uint8Array([byte]))
  expect(await read(bodyOf(...single))).toEqual({ items: ['clé-ünïcode-鍵'], code: null })
})

test('a list whose connection ends early is never taken for a whole one', async () => {
  expect(await read(bodyOf('{"items":["a"]}\n'))).toEqual({ items: ['a'], code: 'truncated' })
  expect(await read(bodyOf())).toEqual({ items: [], code: 'truncated' })
})

test('a list that breaks off says with what, and keeps the rows before it', async () => {
  const error = JSON.stringify({ error: { code: 'throttled', message: 'Azure limits calls.' } })
  expect(await read(bodyOf('{"items":["a"]}\n', `${error}\n`))).toEqual({ items: ['a'], code: 'throttled' })
})

test('a line that is not a page is an error, not an empty page', async () => {
  expect(await read(bodyOf('<html>\n{"done":true}\n'))).toEqual({ items: [], code: 'internal_error' })
  expect(await read(bodyOf('{"rows":[]}\n{"done":true}\n'))).toEqual({ items: [], code: 'internal_error' })
})

test('whoever stops reading ends the request', async () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    pull: (controller) => controller.enqueue(encoder.encode('{"items":["a"]}\n')),
    cancel: () => {
      isCancelled = true
    },
  })
  for await (const _ of readPages(Page, body)) break
  expect(isCancelled).toBe(true)
})
