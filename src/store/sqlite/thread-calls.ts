import type { MessagePort } from 'node:worker_threads';
import { once } from '../../base/once.ts';
import { StoreFaultError } from '../store-fault.ts';
import { isStorageFault } from './sqlite-faults.ts';

/** A call of a method, sent to the thread that answers it. */
export interface CallMessage {
  readonly callId: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type ReplyMessage =
  | { readonly callId: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly callId: number; readonly kind: 'fault'; readonly fault: Fault };

/** What of an error survives the way between threads. */
interface Fault {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly isOfStorage: boolean;
  readonly stack?: string;
}

/** A method that takes what was sent with it: caller and answerer are typed by the same interface. */
export type AnyMethod = (...args: never[]) => unknown;

/** The calling end of a port. */
export class CallClient {
  readonly #port: MessagePort;
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #lastCallId = 0;
  #end: Error | undefined;
  #allAnswered: (() => void) | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: ReplyMessage) => this.#settle(message));
    port.on('close', () => this.fail(new StoreFaultError('the thread of the store has ended', { isOfStorage: true })));
  }

  /** Rejects with {@link StoreFaultError} if the other thread fails, or is gone. */
  call(method: string, args: readonly unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end) throw this.#end;
      const callId = ++this.#lastCallId;
      const message: CallMessage = { callId, method, args };
      this.#port.postMessage(message);
      this.#pending.set(callId, { resolve, reject });
    });
  }

  /** Rejects all calls that wait for an answer and all to come. */
  fail(error: Error): void {
    this.#end ??= error;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
    this.#allAnswered?.();
  }

  /** Refuses calls from now on; closes the port when those that wait have their answers: what was written is told to who asked for it. */
  readonly close = once(() => this.#close());

  async #close(): Promise<void> {
    this.#end ??= new StoreFaultError('the store is closed', { isOfStorage: true });
    if (this.#pending.size > 0) {
      await new Promise<void>((resolve) => {
        this.#allAnswered = resolve;
      });
    }
    this.#port.close();
  }

  #settle(message: ReplyMessage): void {
    const waiting = this.#pending.get(message.callId);
    this.#pending.delete(message.callId);
    if (message.kind === 'value') waiting?.resolve(message.value);
    else waiting?.reject(faultToError(message.fault));
    if (this.#pending.size === 0) this.#allAnswered?.();
  }
}

export function replyWithValue(port: MessagePort, { callId }: CallMessage, value: unknown): void {
  const reply: ReplyMessage = { callId, kind: 'value', value };
  port.postMessage(reply);
}

export function replyWithFault(port: MessagePort, { callId }: CallMessage, error: unknown): void {
  const reply: ReplyMessage = { callId, kind: 'fault', fault: errorToFault(error) };
  port.postMessage(reply);
}

function errorToFault(error: unknown): Fault {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), isOfStorage: false };
  const { name, message, stack } = error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const isOfStorage = error instanceof StoreFaultError ? error.isOfStorage : isStorageFault(error);
  return { name, message, isOfStorage, ...(code !== undefined && { code }), ...(stack !== undefined && { stack }) };
}

function faultToError(fault: Fault): StoreFaultError {
  const error = new StoreFaultError(`${fault.name}: ${fault.message}`, {
    code: fault.code,
    isOfStorage: fault.isOfStorage,
  });
  if (fault.stack !== undefined) error.stack = fault.stack;
  return error;
}
