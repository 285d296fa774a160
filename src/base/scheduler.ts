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
