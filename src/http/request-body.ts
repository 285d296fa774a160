import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { HttpLimits } from './limits.ts';

/** The client broke off, fell silent or sent what is no HTTP. */
export class BrokenBodyError extends Error {
  override name = 'BrokenBodyError';
  readonly isTimeout: boolean;

  constructor(message: string, isTimeout = false) {
    super(message);
    this.isTimeout = isTimeout;
  }
}

type BodyLimits = Pick<HttpLimits, 'bodyIdleMs' | 'bodyWindowMs' | 'bodyWindowBytesMin'>;

/**
 * The body of a request as a stream of its own: destroying it leaves the connection alive, so that the client still gets an answer.
 */
export class RequestBody {
  readonly stream: Readable;
  readonly #request: IncomingMessage;
  readonly #limits: BodyLimits;
  #idleTimer: NodeJS.Timeout | undefined;
  #windowTimer: NodeJS.Timeout | undefined;
  /** Since the window began. */
  #windowBytes = 0;
  #discardableBytes: number | undefined;

  constructor(request: IncomingMessage, limits: BodyLimits) {
    this.#request = request;
    this.#limits = limits;
    this.stream = new Readable({ read: () => this.#pull() });
    // A body nobody reads may break as well.
    this.stream.on('error', () => {});
    request.pause();
    request.on('data', (chunk: Buffer) => this.#take(chunk));
    request.on('end', () => this.#end());
    request.on('error', () => this.breakOff(new BrokenBodyError('the connection broke')));
    request.on('close', () => {
      if (!request.complete) this.breakOff(new BrokenBodyError('the client closed the connection'));
    });
  }

  /** Whether the client has sent all of it. */
  get isComplete(): boolean {
    return this.#request.complete;
  }

  get isBroken(): boolean {
    return this.stream.errored !== null;
  }

  breakOff(error: BrokenBodyError): void {
    this.#stopTimers();
    this.stream.destroy(error);
  }

  /**
   * After the answer: takes what the client still sends and throws it away, so that it gets to read the answer. One that sends more
   * than `bytesMax` or longer than `durationMs` is cut off.
   */
  discardRest(bytesMax: number, durationMs: number): void {
    this.#stopTimers();
    if (this.#request.complete) return;
    this.#discardableBytes = bytesMax;
    const timer = setTimeout(() => this.#request.socket.destroy(), durationMs);
    timer.unref();
    this.#request.once('close', () => clearTimeout(timer));
    this.#request.once('end', () => clearTimeout(timer));
    this.#request.resume();
  }

  #pull(): void {
    if (this.#discardableBytes !== undefined || this.#request.complete) return void this.#request.resume();
    clearTimeout(this.#idleTimer);
    const { bodyIdleMs } = this.#limits;
    this.#idleTimer = setTimeout(
      () => this.breakOff(new BrokenBodyError(`no bytes came for ${bodyIdleMs} ms`, true)),
      bodyIdleMs,
    );
    if (this.#windowTimer === undefined) this.#beginWindow();
    this.#request.resume();
  }

  /** A window ends early when the reader of the body is slower than the client. */
  #beginWindow(): void {
    const { bodyWindowMs, bodyWindowBytesMin } = this.#limits;
    this.#windowBytes = 0;
    this.#windowTimer = setTimeout(() => {
      if (this.#windowBytes >= bodyWindowBytesMin) return this.#beginWindow();
      this.breakOff(new BrokenBodyError(`only ${this.#windowBytes} bytes came in ${bodyWindowMs} ms`, true));
    }, bodyWindowMs);
  }

  #stopTimers(): void {
    clearTimeout(this.#idleTimer);
    clearTimeout(this.#windowTimer);
    this.#windowTimer = undefined;
  }

  #take(chunk: Buffer): void {
    this.#windowBytes += chunk.length;
    if (this.#discardableBytes !== undefined) {
      this.#discardableBytes -= chunk.length;
      if (this.#discardableBytes < 0) this.#request.socket.destroy();
    } else if (this.stream.destroyed || !this.stream.push(chunk)) {
      this.#stopTimers();
      this.#request.pause();
    } else {
      this.#idleTimer?.refresh();
    }
  }

  #end(): void {
    this.#stopTimers();
    if (!this.stream.destroyed) this.stream.push(null);
  }
}
