import { StoreFaultError } from '../store-fault.ts';

/** Two transactions were in each other's way: the same one, begun again, finds another state (serialization failure, deadlock). */
const CONFLICT = /^(40001|40P01)$/;
const UNIQUE_VIOLATION = '23505';
const READ_ONLY = '25006';
/** Among others of a number of a transaction that was not given out yet. */
const INVALID_PARAMETER = '22023';
/**
 * Connection exceptions, the server going down, coming up or at its limit of connections, and a server that takes no writes (a replica,
 * or what was the primary): a new connection may find it well.
 */
const CONNECTION = /^(08...|57P0[1235]|53300|25006)$/;
/** Resources, system errors, damage, and what keeps us out: a password, a right, a database or a table that is not there. */
const STORAGE = /^(53...|58...|XX...|28...|3D000|42501|42P01|F0...)$/;
const SOCKET =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENOENT)$/;
/** Faults of the client that bear no code. */
const LOST_CONNECTION =
  /^(Connection terminated|Connection ended|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error|Client was closed|The server does not support SSL)/;

/** Of them: no connection within the time for one. */
const CONNECT_TIMEOUT = /^timeout exceeded when trying to connect|^timeout expired|due to connection timeout/;

/** Of the pool: all its connections are in use, and none became free in time. */
const POOL_IN_USE = 'timeout exceeded when trying to connect';

/** The client waited longer for the server than any statement may take: the connection was given up. */
export class DeadlineError extends Error {
  override name = 'DeadlineError';
}

/** A standby, or what was the primary before another server took over. */
export class StandbyError extends Error {
  override name = 'StandbyError';
  readonly code = READ_ONLY;

  constructor() {
    super('the server takes no writes: it is a standby');
  }
}

/** Something that the transaction had read has changed meanwhile: it is run again from its beginning. */
export class RetryTransactionError extends Error {
  override name = 'RetryTransactionError';
}

export function isConflict(error: unknown): boolean {
  if (error instanceof RetryTransactionError) return true;
  return CONFLICT.test(codeOf(error) ?? '');
}

export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

/** The server has never given such a number to a transaction. */
export function isUnknownTransaction(error: unknown): boolean {
  return codeOf(error) === INVALID_PARAMETER;
}

/** The connection is lost or of no use; nothing is known of a COMMIT that was on its way. */
export function isConnectionFault(error: unknown): boolean {
  if (error instanceof DeadlineError) return true;
  const code = codeOf(error);
  if (code !== undefined) return CONNECTION.test(code) || SOCKET.test(code);
  return error instanceof Error && LOST_CONNECTION.test(error.message);
}

/** The time for a connection, or for an answer, is over. */
export function isTimeout(error: unknown): boolean {
  return error instanceof DeadlineError || (error instanceof Error && CONNECT_TIMEOUT.test(error.message));
}

/** The host could not be reached, or takes no writes: where there are several, another one may. */
export function isHostFault(error: unknown): boolean {
  return isConnectionFault(error) && !(error instanceof Error && error.message === POOL_IN_USE);
}

/** As the interface of the store promises its faults. */
export function toStoreFault(error: unknown): StoreFaultError {
  if (error instanceof StoreFaultError) return error;
  const code = codeOf(error);
  const isOfStorage = isConnectionFault(error) || isClosed(error) || (code !== undefined && STORAGE.test(code));
  const message = error instanceof Error ? error.message || String(code ?? error.name) : String(error);
  return new StoreFaultError(`PostgreSQL: ${message}`, { cause: error, code, isOfStorage });
}

/** The pool says so of every call behind its end. */
function isClosed(error: unknown): boolean {
  return error instanceof Error && error.message.includes('after calling end on the pool');
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
