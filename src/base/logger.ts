import { pino } from 'pino';

/** The server's own log: structured, one JSON object a line. Holds no attribute value, password, signature or secret. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Fields that must never be written, wherever a caller puts them by mistake. */
const REDACTED: ReadonlySet<string> = new Set([
  'password',
  'secret',
  'secretAccessKey',
  'sessionToken',
  'policyDocument',
  'signature',
  'authorization',
  'preSignedUrl',
  'attributes',
  'fields',
  'body',
]);
const CENSOR = '[redacted]';

/** Writes to standard error, so that standard output stays for the lines a person or a script reads. */
export function createLogger(level: LogLevel, destination?: { write(line: string): void }): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: redact },
  };
  return destination ? pino(options, destination) : pino(options, pino.destination({ dest: 2, sync: true }));
}

/** A logger whose every line carries these fields too. */
export function withFields(logger: Logger, always: object): Logger {
  return {
    debug: (fields, message) => logger.debug({ ...always, ...fields }, message),
    info: (fields, message) => logger.info({ ...always, ...fields }, message),
    warn: (fields, message) => logger.warn({ ...always, ...fields }, message),
    error: (fields, message) => logger.error({ ...always, ...fields }, message),
  };
}

export const silentLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Looks at the fields and at those in them. Pino's own redaction, which any depth can be asked of, costs 0.1 ms a line. */
function redact(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return redactNames(fields, (value) => (isPlainObject(value) ? redactNames(value, (inner) => inner) : value));
}

function redactNames(
  fields: Readonly<Record<string, unknown>>,
  shown: (value: unknown) => unknown,
): Record<string, unknown> {
  const redacted: Record<string, unknown> = {};
  for (const name in fields) redacted[name] = REDACTED.has(name) ? CENSOR : shown(fields[name]);
  return redacted;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
