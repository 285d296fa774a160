import type { Logger } from '../base/logger.ts';
import type { LogMessage } from './thread-messages.ts';

/** A logger that sends its lines to another thread, which writes them. */
export function createPortLogger(post: (line: LogMessage) => void): Logger {
  const log = (level: LogMessage['level']) => (fields: object, message: string) =>
    post({ kind: 'log', level, fields: withPlainErrors(fields), message });
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** Structured cloning drops the class of an error, and throws for some values an error may hold. */
function withPlainErrors(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainError(value)]));
}

function plainError(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack } = value;
  return { type: name, message, stack, ...('code' in value && { code: String(value.code) }) };
}
