import { formatCount, formatMegabytes } from '../../base/text/format-quantity.ts';
import { toPrintable } from '../../base/text/printable-text.ts';
import { CUSTOM_NAME_CHARACTERS_MAX, countCustomNameCharacters } from '../../domain/pools/custom-attribute.ts';
import type { DriverError, DriverFault } from '../../driver/driver-error.ts';
import { describeError } from '../terminal/command-error.ts';

/** What stopped the driver, and what to do about it. */
export function describeFault({ fault, cause }: DriverError): string {
  const path = 'path' in fault ? toPrintable(fault.path) : '';
  switch (fault.kind) {
    case 'file-unreadable':
      return `cannot read ${path}: ${describeError(cause)}`;
    case 'file-is-directory':
      return `${path} is a directory; name a file`;
    case 'file-not-regular':
      return `${path} is not a regular file; the file is read more than once, so save it to disk first`;
    case 'file-empty':
      return `${path} is empty`;
    case 'file-not-utf8':
      return `${path} is not valid UTF-8; convert it first; muster check FILE shows where it is not, and how to convert it`;
    case 'file-shrank':
      return `${path} became shorter while it was uploaded`;
    case 'source-changed':
      return `${path} was changed after this run was planned. Restore it and resume, or import it as it is now in a new run`;
    case 'follow-up-malformed':
      return `${path}, line ${formatCount(fault.line)}: not a follow-up such as {"username": "ann", "groups": ["staff"]}; fix the line, or leave the file out with --no-follow-up`;
    case 'too-many-groups':
      return `${path} names more than ${formatCount(fault.groupsMax)} groups, the most that a user pool can have`;
    case 'part-failed':
      return `job ${fault.jobId} of part ${fault.part} ended Failed before its last record${fault.message === '' ? '' : `: ${toPrintable(fault.message)}`}`;
    case 'part-stopped':
      return `job ${fault.jobId} of part ${fault.part} was stopped before its last record`;
    case 'file-too-large':
      return `${path} has ${formatMegabytes(fault.byteLength)}; the limit is ${formatMegabytes(fault.bytesMax)}, so a job cannot take it; a line of it is probably damaged`;
    case 'file-has-byte-order-mark':
      return fault.encoding === 'utf-8'
        ? `${path} starts with a byte order mark (BOM), which Cognito does not accept; save it as UTF-8 without BOM; muster check FILE shows how`
        : `${path} is UTF-16; save it as UTF-8 without a byte order mark (BOM); muster check FILE shows how`;
    case 'header-too-long':
      return `the header of ${path} is longer than ${formatCount(fault.charactersMax)} characters`;
    case 'header-does-not-fit':
      return fault.problem;
    case 'column-cannot-be-attribute':
      return `the column ${toPrintable(fault.column)} cannot be an attribute: its name after custom: must have 1 to ${CUSTOM_NAME_CHARACTERS_MAX} characters, not ${countCustomNameCharacters(fault.column)}`;
    case 'pool-verifies-nothing':
      return `user pool ${fault.userPoolId} has no auto-verified attribute; Cognito imports users only into a pool that verifies email or phone_number`;
    case 'upload-unreachable':
      return `could not upload to ${fault.origin}: ${describeError(cause)}`;
    case 'upload-refused':
      return describeRefusal(fault);
    case 'server-lost':
      return describeLostServer(fault, cause);
    case 'job-continues':
      return `interrupted while the server does not answer. ${continues(fault.jobId)}`;
    case 'start-unknown':
      return `interrupted while job ${fault.jobId} was being started, and the server does not say whether it runs: ${describeError(cause)}`;
    case 'log-unreadable':
      return `could not read the log of the job: ${describeError(cause)}`;
    case 'file-changed':
      return `${path} was changed while it was read; run the command again`;
    case 'reconcile-in-use':
      return `another muster reconcile compares the same files: it works with ${path}`;
    case 'work-file-unusable':
      return `cannot use ${path}, where the comparison keeps what it knows so far: ${describeError(cause)}. Name another directory with --work-dir`;
  }
}

function describeRefusal({ status, code, message, hint }: DriverFault & { readonly kind: 'upload-refused' }): string {
  const answer = [code, message, hint].filter((part) => part !== undefined).join(': ');
  return `the upload was refused with status ${status}${answer === '' ? '' : `: ${answer}`}`;
}

function describeLostServer(
  { patienceMs, jobId, status }: DriverFault & { readonly kind: 'server-lost' },
  cause: unknown,
): string {
  const minutes = `for ${Math.round(patienceMs / 60_000)} minutes`;
  const lost =
    status === undefined
      ? `the server has not answered ${minutes}: ${describeError(cause)}`
      : `the server has answered no request ${minutes}, the last one with HTTP ${status}`;
  if (jobId === undefined) return lost;
  return `${lost}. ${continues(jobId)}`;
}

function continues(jobId: string): string {
  return `Job ${jobId} continues without this command`;
}
