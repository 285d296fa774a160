/** Values as JSON in one of the browser's storages, or in memory where the browser allows none (a private window, a policy). */
export interface BrowserStorage {
  /** Undefined: nothing is there, or something that is not JSON. */
  read(key: string): unknown;
  /** Undefined deletes. */
  write(key: string, value: unknown): void;
  /** Deletes all whose key begins so. */
  deleteAll(prefix: string): void;
}

const PREFIX = 'muster.';

/** Gone when the tab is closed. */
export const tabStorage = openStorage(() => window.sessionStorage);
/** Kept for the next visit, and shared by all tabs. */
export const browserStorage = openStorage(() => window.localStorage);

function openStorage(find: () => Storage): BrowserStorage {
  const memory = new Map<string, string>();
  return {
    read(key) {
      const text = attempt(() => find().getItem(PREFIX + key)) ?? memory.get(key);
      return text === undefined || text === null ? undefined : attempt(() => JSON.parse(text) as unknown);
    },
    write(key, value) {
      if (value === undefined) {
        memory.delete(key);
        attempt(() => find().removeItem(PREFIX + key));
        return;
      }
      const text = JSON.stringify(value);
      memory.set(key, text);
      attempt(() => find().setItem(PREFIX + key, text));
    },
    deleteAll(prefix) {
      for (const key of memory.keys()) if (key.startsWith(prefix)) memory.delete(key);
      attempt(() => {
        const storage = find();
        for (const key of Object.keys(storage)) if (key.startsWith(PREFIX + prefix)) storage.removeItem(key);
      });
    },
  };
}

/** Undefined where it throws: storage that is full or forbidden, text that is not JSON. Memory then takes its place. */
function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
