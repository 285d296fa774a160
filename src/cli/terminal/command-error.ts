/** Exit codes of every command. For `import` they speak of records. */
export const EXIT = { done: 0, someFailed: 1, couldNotRun: 2, interrupted: 130 } as const;

/** Something a person has to see to. The message may have several lines; the first says what is wrong. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.couldNotRun) {
    super(message);
    this.exitCode = exitCode;
  }
}

const SYSTEM_ERRORS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is no directory',
  EISDIR: 'it is a directory',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left on the device',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many open files',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection was cut',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ETIMEDOUT: 'no answer in time',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  EPIPE: 'the connection was cut',
};

/** The code of an error of the operating system, looked for in its causes too. */
export function findSystemCode(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (at instanceof AggregateError) return findSystemCode(at.errors[0]);
  }
  return undefined;
}

/** What went wrong, in words and on one line. */
export function describeError(error: unknown): string {
  const code = findSystemCode(error);
  const known = code === undefined ? undefined : SYSTEM_ERRORS[code];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.replaceAll(/\s*\n\s*/g, ' ');
}
