/** Runs `work` at the first call; every call returns what that one returned, a promise that was rejected included. */
export function once<Result>(work: () => Result): () => Result {
  let first: { readonly result: Result } | undefined;
  return () => {
    first ??= { result: work() };
    return first.result;
  };
}

/** Calls made while a run is under way share it, and its result or failure; the next call after its end runs `work` again. */
export function shareWhileRunning<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= work().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** Work that is done by one run at a time, whenever there may be some. */
export interface WakeableWork {
  /** Starts a run; during one, asks for another run behind it, so that work that came while it ended is not left. */
  wake(): void;
  /** Resolves when no run is under way and none is asked for. */
  idle(): Promise<void>;
}

/** A rejection of `run` is an unhandled one: nobody waits for a run. */
export function wakeable(run: () => Promise<void>): WakeableWork {
  let isWanted = false;
  let running: Promise<void> | undefined;
  async function runWhileWanted(): Promise<void> {
    try {
      while (isWanted) {
        isWanted = false;
        await run();
      }
    } finally {
      running = undefined;
    }
  }
  return {
    wake() {
      isWanted = true;
      running ??= runWhileWanted();
    },
    async idle() {
      while (running) await running;
    },
  };
}
