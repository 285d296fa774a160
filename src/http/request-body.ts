import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { HttpLimits } from './limits.ts';
import { muteParser, unmuteParser } from './mute-parser.ts';
import type { Pace } from './pace.ts';

/** The client broke off, fell silent or sent what is no HTTP. */
export class BrokenBodyError extends Error {
  override name = 'BrokenBodyError';
  readonly isTimeout: boolean;

  constructor(message: string, isTimeout = false) {
    super(message);
    this.isTimeout = isTimeout;
  }
}

type BodyLimits = Pick<
  HttpLimits,
  'bodyIdleMs' | 'bodyWindowMs' | 'bodyWindowBytesMin' | 'smallChunksMax' | 'chunkBytesMin'
> & { readonly pace: Pace; readonly onDiscarded: (bytes: number) => void };

/**
 * In units of {@link Pace}. A packet of 64 KiB in small chunks keeps a parser that cannot be muted for 11 ms, a refusal the server for some
 * tenths of one.
 */
const SMALL_CHUNKS_COST = 500;
/** Of a packet of an unread body: it is copied, for nothing. */
const DISCARD_COST = 4;

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
  /** Of all that its connection may have read; undefined as long as the body may be wanted. */
  #discardedBytesMax: number | undefined;
  #hasSmallChunks = false;

  constructor(request: IncomingMessage, limits: BodyLimits) {
    this.#request = request;
    this.#limits = limits;
    unmuteParser(request.socket);
    if (request.headers['transfer-encoding'] !== undefined) this.#dropSmallChunks();
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
    // Its connection is closed: what is still to come of it would cost what was refused.
    if (this.#request.complete || this.#hasSmallChunks) return;
    this.#discardedBytesMax = this.#request.socket.bytesRead + bytesMax;
    const timer = setTimeout(() => this.#request.socket.destroy(), durationMs);
    timer.unref();
    this.#request.once('close', () => clearTimeout(timer));
    this.#request.once('end', () => clearTimeout(timer));
    this.#discardNext();
  }

  /** What has arrived, when it is the turn of it. */
  #discardNext(): void {
    const turn = this.#limits.pace.next(DISCARD_COST);
    if (!turn) return void this.#request.resume();
    this.#request.pause();
    void turn.then((isInTurn) => (isInTurn ? this.#request.resume() : this.#request.socket.destroy()));
  }

  /** Of all that has arrived at this moment only the first packet is copied: copies are garbage, and to collect it takes everybody's time. */
  #discard(chunk: Buffer, bytesReadMax: number): void {
    const { socket } = this.#request;
    this.#limits.onDiscarded(chunk.length);
    this.#request.pause();
    muteParser(socket);
    setImmediate(() => {
      if (socket.bytesRead > bytesReadMax) socket.destroy();
      else this.#discardNext();
    });
  }

  #pull(): void {
    if (this.#discardedBytesMax !== undefined || this.#request.complete) return void this.#request.resume();
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
    if (this.#discardedBytesMax !== undefined) {
      this.#discard(chunk, this.#discardedBytesMax);
    } else if (this.stream.destroyed || !this.stream.push(chunk)) {
      this.#stopTimers();
      this.#request.pause();
    } else {
      this.#idleTimer?.refresh();
    }
  }

  /**
   * A packet may hold ten thousand chunks of one byte. Node's parser hands them over one after the other, without a pause, and each would
   * be kept as a buffer of some hundred bytes until the request is answered. They are dropped as they come, and the body is broken.
   */
  #dropSmallChunks(): void {
    const request = this.#request;
    const { smallChunksMax, chunkBytesMin } = this.#limits;
    const keep = request.push.bind(request);
    let chunks = 0;
    let byteLength = 0;
    request.push = (chunk: Buffer | null) => {
      if (chunk === null) return keep(null);
      chunks += 1;
      byteLength += chunk.length;
      if (chunks <= smallChunksMax || byteLength >= chunks * chunkBytesMin) return keep(chunk);
      if (this.#discardedBytesMax !== undefined) request.socket.destroy();
      else if (!this.isBroken) {
        this.#hasSmallChunks = true;
        // Node would read on to fill the buffer of the request.
        request._read = () => {};
        this.#limits.pace.charge(SMALL_CHUNKS_COST);
        muteParser(request.socket);
        this.breakOff(new BrokenBodyError('the body came in very small chunks'));
      }
      // Node reads no further packet for now.
      return false;
    };
  }

  #end(): void {
    this.#stopTimers();
    if (!this.stream.destroyed) this.stream.push(null);
  }
}
