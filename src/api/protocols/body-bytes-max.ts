import type { CallInHead } from './protocol.ts';

/** Of a body whose sender is not known by the head of the request, and of an operation that needs no signature (R540, R541). */
export const STRANGER_BODY_BYTES_MAX = 65_536;
/** Of a body whose access key, credential scope and date are good. */
export const BODY_BYTES_MAX = 1_048_576;
/** Of the one operation whose input is large: 1 MiB of messages takes six times as many bytes as JSON that escapes each character (N12). */
export const LOG_PUT_BODY_BYTES_MAX = 8_388_608;

/** How large the body of a request with a known access key may be. `call` is undefined where only the body names the operation. */
export function bodyBytesMaxOf(call: CallInHead | undefined): number {
  return call?.service === 'logs' && call.operation === 'PutLogEvents' ? LOG_PUT_BODY_BYTES_MAX : BODY_BYTES_MAX;
}
