import type { Logger } from '../base/logger.ts';
import type { LogMessage } from './thread-messages.ts';

/** A logger whose lines another thread writes. */
export function createPortLogger(post: (line: LogMessage) => void): Logger {
  const log = (level: LogMessage['level']) => (fields: object, message: string) =>
    post({ kind: 'log', level, fields: withPlainErrors(fields), message });
  return { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
}

/** The structured clone of an error loses its class and may not be possible at all for what it carries. */
function withPlainErrors(fields: object): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plainError(value)]));
}

function plainError(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { name, message, stack } = value;
  return { type: name, message, stack, ...('code' in value && { code: String(value.code) }) };
}
