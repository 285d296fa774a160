import { findSystemCode } from '../../base/system-code.ts';
import { findStatus } from '../../driver/ask-patiently.ts';
import { DriverError } from '../../driver/driver-error.ts';
import { CallError } from '../../signed-call/signed-call.ts';
import { CommandError, describeError } from '../terminal/command-error.ts';
import { describeFault } from './describe-fault.ts';

/** An error of the driver, or of the AWS SDK, in words a person can act on. Others are returned as they are. */
export function explainError(error: unknown, url: string): unknown {
  if (error instanceof CommandError || !(error instanceof Error)) return error;
  if (error instanceof DriverError) {
    const words = describeFault(error);
    return new CommandError(error.fault.kind === 'log-unreadable' ? words + hintOf(nameOf(error.cause)) : words);
  }
  if (error.name === 'CredentialsProviderError') {
    return new CommandError(`no credentials for ${url}: ${describeError(error)}`);
  }
  if (error instanceof CallError) {
    return new CommandError(`the server at ${url} answered ${error.code}: ${error.message}${hintOf(error.code)}`);
  }
  if (findStatus(error) !== undefined) {
    return new CommandError(
      `the server at ${url} answered ${error.name}: ${describeError(error)}${hintOf(error.name)}`,
    );
  }
  if (findSystemCode(error) !== undefined || error.name === 'TimeoutError') {
    return new CommandError(`cannot reach the server at ${url}: ${describeError(error)}`);
  }
  return error;
}

const HINTS = new Map([
  ...['UnrecognizedClientException', 'InvalidClientTokenId', 'InvalidSignatureException'].map(
    (name) =>
      [
        name,
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key of that server (a Muster on your own machine accepts test and test), or name a profile with --profile.',
      ] as const,
  ),
  ...['ExpiredTokenException', 'ExpiredToken'].map(
    (name) => [name, 'Renew the credentials: sign in again, or export new ones.'] as const,
  ),
  ...['AccessDeniedException', 'AccessDenied'].map(
    (name) =>
      [
        name,
        'A policy of that user or role must allow it; muster import --help lists every permission that an import needs.',
      ] as const,
  ),
]);

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function hintOf(name: string): string {
  const hint = HINTS.get(name);
  return hint === undefined ? '' : `\n${hint}`;
}
