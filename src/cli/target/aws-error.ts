import { CommandError, describeError, findSystemCode } from '../terminal/command-error.ts';

/** Whether the same request may succeed in a moment: no connection, or trouble on the server's side. */
export function isPassing(error: unknown): boolean {
  return findSystemCode(error) !== undefined || isTimeout(error) || (findStatus(error) ?? 0) >= 500;
}

/** An error of the AWS SDK in one line a person can act on. Others are returned as they are. */
export function explainAwsError(error: unknown, url: string): unknown {
  if (error instanceof CommandError || !(error instanceof Error)) return error;
  if (error.name === 'CredentialsProviderError') {
    return new CommandError(`no credentials for ${url}: ${describeError(error)}`);
  }
  if (findStatus(error) !== undefined) {
    return new CommandError(`the server at ${url} answered ${error.name}: ${describeError(error)}${hintOf(error)}`);
  }
  if (findSystemCode(error) !== undefined || isTimeout(error)) {
    return new CommandError(`cannot reach the server at ${url}: ${describeError(error)}`);
  }
  return error;
}

const HINTS = new Map([
  ...['UnrecognizedClientException', 'InvalidSignatureException'].map(
    (name) =>
      [
        name,
        'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to a key of that server (a Muster on its own machine knows test and test), or name a profile with --profile.',
      ] as const,
  ),
  ...['AccessDeniedException', 'AccessDenied'].map(
    (name) =>
      [
        name,
        'A policy of that user or role must allow it: muster import --help lists all that an import asks for.',
      ] as const,
  ),
]);

function hintOf(error: Error): string {
  const hint = HINTS.get(error.name);
  return hint === undefined ? '' : `\n${hint}`;
}

function findStatus(error: unknown): number | undefined {
  if (!(error instanceof Error && '$metadata' in error)) return undefined;
  const metadata = error.$metadata;
  const hasStatus = typeof metadata === 'object' && metadata !== null && 'httpStatusCode' in metadata;
  return hasStatus && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}
