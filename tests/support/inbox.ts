export type Inbox<T> = {
  put(value: T): void
  /** The oldest value not taken yet, or the next one to come. */
  next(): Promise<T>
  /** What has come and was not taken. */
  readonly waiting: readonly T[]
}

/** Where handlers leave what they saw, so that a test waits for it and never for the clock. */
export const createInbox = <T>(): Inbox<T> => {
  const waiting: T[] = []
  const takers: ((value: T) => void)[] = []
  return {
    waiting,
    put: (value) => {
      const take = takers.shift()
      if (take) take(value)
      else waiting.push(value)
    },
    next: () =>
      waiting.length > 0
        ? Promise.resolve(waiting.shift() as T)
        : new Promise((resolve) => takers.push(resolve))
  }
}
