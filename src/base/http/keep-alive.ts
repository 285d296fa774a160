const FOREVER_MS = 2 ** 31 - 1;

/** Keeps this process from ending by itself until what it returns is called. */
export function keepProcessAlive(): () => void {
  const timer = setInterval(() => {}, FOREVER_MS);
  return () => clearInterval(timer);
}

/** Keeps this process from ending by itself until the work is done: threads, sockets and timers of a server do not. */
export async function keepAliveDuring<Result>(work: () => Promise<Result>): Promise<Result> {
  const release = keepProcessAlive();
  try {
    return await work();
  } finally {
    release();
  }
}
