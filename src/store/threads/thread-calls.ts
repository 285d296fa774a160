import type { MessagePort } from 'node:worker_threads';
import { once } from '../../base/once.ts';
import { closedFault, StoreFaultError } from '../store-fault.ts';

/** What the methods that another thread answers take and give. Caller and answerer are typed by the same list. */
export type ThreadCalls<Calls> = {
  readonly [Method in keyof Calls]: { readonly args: readonly unknown[]; readonly answer: unknown };
};

/** A call of one of the methods. */
export type CallOf<Calls extends ThreadCalls<Calls>, Method extends keyof Calls = keyof Calls> = {
  readonly [Each in Method]: { readonly method: Each; readonly args: Calls[Each]['args'] };
}[Method];

/** A call as it is sent to the thread that answers it. */
export type CallMessage<Calls extends ThreadCalls<Calls>> = CallOf<Calls> & { readonly callId: number };

type ReplyMessage =
  | { readonly callId: number; readonly kind: 'value'; readonly value: unknown }
  | { readonly callId: number; readonly kind: 'fault'; readonly fault: Fault };

/** What of a fault survives the way between threads. */
interface Fault {
  readonly message: string;
  readonly code?: string;
  readonly isOfStorage: boolean;
  readonly stack?: string;
}

/** The calling end of a port. `Own`: calls beside those of the list. */
export class CallClient<Calls extends ThreadCalls<Calls>, Own extends ThreadCalls<Own> = Record<never, never>> {
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

  /** Lets the process end although the port is open. */
  unref(): void {
    this.#port.unref();
  }

  /** Rejects with {@link StoreFaultError} if the other thread fails, is gone, or cannot be given the arguments. */
  call<Method extends keyof Calls>(call: CallOf<Calls, Method>): Promise<Calls[Method]['answer']>;
  call<Method extends keyof Own>(call: CallOf<Own, Method>): Promise<Own[Method]['answer']>;
  call({ method, args }: { readonly method: PropertyKey; readonly args: readonly unknown[] }): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end) throw this.#end;
      const callId = ++this.#lastCallId;
      try {
        this.#port.postMessage({ callId, method, args });
      } catch (error) {
        throw uncloneableFault(error);
      }
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
    this.#end ??= closedFault();
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

/** Which call is replied to. */
type Asked = Pick<ReplyMessage, 'callId'>;

export function replyWithValue(port: MessagePort, { callId }: Asked, value: unknown): void {
  const reply: ReplyMessage = { callId, kind: 'value', value };
  port.postMessage(reply);
}

/** The engine of the thread has made a fault of the store of what was thrown. */
export function replyWithFault(
  port: MessagePort,
  { callId }: Asked,
  { message, code, isOfStorage, stack, cause }: StoreFaultError,
): void {
  const origin = cause instanceof Error ? cause.stack : stack;
  const fault: Fault = {
    message,
    isOfStorage,
    ...(code !== undefined && { code }),
    ...(origin !== undefined && { stack: origin }),
  };
  const reply: ReplyMessage = { callId, kind: 'fault', fault };
  port.postMessage(reply);
}

function uncloneableFault(cause: unknown): StoreFaultError {
  return new StoreFaultError(cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), {
    cause,
    isOfStorage: false,
  });
}

function faultToError({ message, code, isOfStorage, stack }: Fault): StoreFaultError {
  const error = new StoreFaultError(message, { code, isOfStorage });
  if (stack !== undefined) error.stack = stack;
  return error;
}
