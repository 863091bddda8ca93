const key = 'strongroom.step-up'
const interruptedKey = 'strongroom.interrupted-write'
type Keeper = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/**
 * Which calls have already sent the person to Entra for more proof. A call that is challenged again after that is an
 * error: without this memory the page would go to Entra and back for ever. It outlives the redirect, and holds no more
 * than methods and paths.
 */
export class StepUpMemory {
  readonly #storage: Keeper

  constructor(storage: Keeper) {
    this.#storage = storage
  }

  /** False when this call has been challenged before and has not succeeded since; it is then forgotten. */
  mayAsk(method: string, path: string): boolean {
    const asked = this.#read()
    const call = `${method} ${path}`
    if (!asked.includes(call)) return true
    this.#write(asked.filter((each) => each !== call))
    return false
  }

  remember(method: string, path: string): void {
    this.#write([...this.#read(), `${method} ${path}`])
  }

  succeeded(method: string, path: string): void {
    const asked = this.#read()
    if (asked.length > 0) this.#write(asked.filter((each) => each !== `${method} ${path}`))
  }

  #read(): string[] {
    const text = this.#storage.getItem(key)
    return text ? text.split('\n') : []
  }

  #write(calls: string[]): void {
    if (calls.length === 0) this.#storage.removeItem(key)
    else this.#storage.setItem(key, calls.join('\n'))
  }
}

export const stepUpMemory = () => new StepUpMemory(sessionStorage)

/** A change was refused until Entra has seen the person again. Its body may hold a secret, so it is not kept to replay. */
export function rememberInterruptedWrite(): void {
  sessionStorage.setItem(interruptedKey, 'yes')
}

/** Forgets all of it, for the next person in this tab: the paths name vaults and secrets of this one. */
export function forgetStepUps(storage: Keeper = sessionStorage): void {
  storage.removeItem(key)
  storage.removeItem(interruptedKey)
}

/** Whether that happened before this page load; told once. */
export function takeInterruptedWrite(): boolean {
  const wasInterrupted = sessionStorage.getItem(interruptedKey) !== null
  sessionStorage.removeItem(interruptedKey)
  return wasInterrupted
}
