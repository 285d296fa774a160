/** Runs tasks later. Handed in, so that tests move time by hand. */
export interface Scheduler {
  /** Runs `task` once, `delayMs` from now. Returns what cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

export const systemScheduler: Scheduler = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return () => clearTimeout(timer);
  },
};

/** For what must not keep a process alive that has nothing else to do. */
export const backgroundScheduler: Scheduler = {
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
