/** What all threads of a server read of its test controls. */
export interface SharedControls {
  /** By how much the clock that stored times are compared with is ahead of the machine's. */
  readonly clockOffsetMs: number;
  /** For how long no job and no caller can assume a new role. */
  readonly newRolesUnknownMs: number;
  /** For how long log events cannot be read after their ingestion. */
  readonly logLinesLateMs: number;
}

const SLOTS = { clockOffsetMs: 0, newRolesUnknownMs: 1, logLinesLateMs: 2 } as const;

/** The controls as shared memory: the main thread sets them, and every thread sees them from then on. */
export class ControlsMemory implements SharedControls {
  readonly buffer: SharedArrayBuffer;
  readonly #slots: BigInt64Array;

  /** `buffer` is that of the main thread; without one, all controls are 0. */
  constructor(buffer = new SharedArrayBuffer(Object.keys(SLOTS).length * BigInt64Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#slots = new BigInt64Array(buffer);
  }

  get clockOffsetMs(): number {
    return this.#read('clockOffsetMs');
  }

  get newRolesUnknownMs(): number {
    return this.#read('newRolesUnknownMs');
  }

  get logLinesLateMs(): number {
    return this.#read('logLinesLateMs');
  }

  /** Whole milliseconds. */
  set(changes: Partial<SharedControls>): void {
    for (const name of ['clockOffsetMs', 'newRolesUnknownMs', 'logLinesLateMs'] as const) {
      const value = changes[name];
      if (value !== undefined) Atomics.store(this.#slots, SLOTS[name], BigInt(value));
    }
  }

  #read(name: keyof typeof SLOTS): number {
    return Number(Atomics.load(this.#slots, SLOTS[name]));
  }
}
