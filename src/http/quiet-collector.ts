/** Bytes after which it is worth the while. */
const BYTES_MIN = 33_554_432;
const QUIET_MS = 5_000;

/**
 * Gives the memory of bodies back once it is quiet. V8 collects garbage when something is allocated: after a flood of bodies nothing is, and
 * what they left would stay for hours.
 */
export class QuietCollector {
  readonly #collect: () => void;
  readonly #quietMs: number;
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(collect: () => void, quietMs = QUIET_MS) {
    this.#collect = collect;
    this.#quietMs = quietMs;
  }

  /** So many bytes of bodies were let go. */
  note(bytes: number): void {
    this.#bytes += bytes;
    if (this.#timer) this.#timer.refresh();
    else if (this.#bytes >= BYTES_MIN) this.#timer = setTimeout(() => this.#run(), this.#quietMs).unref();
  }

  #run(): void {
    this.#timer = undefined;
    this.#bytes = 0;
    this.#collect();
  }
}
