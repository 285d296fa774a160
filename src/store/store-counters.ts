/** What the engine had to repeat since the store was opened. */
export interface StoreCounters {
  /** Transactions begun again because another one was in their way. */
  conflictRetries: number;
  /** Calls begun again because the connection was lost or refused. */
  connectionRetries: number;
  /** Commits whose answer was lost, and which were looked up afterwards. */
  lostAnswers: number;
  /** Calls that were given up as a fault of the storage. */
  storageFaults: number;
}

export function newStoreCounters(): StoreCounters {
  return { conflictRetries: 0, connectionRetries: 0, lostAnswers: 0, storageFaults: 0 };
}
