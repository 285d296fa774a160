import { findSystemCode } from '../../base/system-code.ts';

/** Exit codes of every command. Those of `import` and `check` count records. */
export const EXIT = { done: 0, someFailed: 1, couldNotRun: 2, interrupted: 130 } as const;

/** A problem that the user has to solve. The message may have several lines; the first says what is wrong. */
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
  ENOTDIR: 'a part of the path is not a directory',
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
  EPROTO: 'the server does not speak TLS; does its URL begin with http://?',
  ERR_SSL_WRONG_VERSION_NUMBER: 'the server does not speak TLS; does its URL begin with http://?',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'the server does not speak TLS; does its URL begin with http://?',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; name it in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate comes from an unknown authority; name that in NODE_EXTRA_CA_CERTS',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

/** What went wrong, in words and on one line. */
export function describeError(error: unknown): string {
  const code = findSystemCode(error);
  const known = code === undefined ? undefined : SYSTEM_ERRORS[code];
  if (known !== undefined) return known;
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.replaceAll(/\s*\n\s*/g, ' ');
}
