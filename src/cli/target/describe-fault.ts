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
    case 'file-too-large':
      return `${path} has ${formatMegabytes(fault.byteLength)}; the limit is ${formatMegabytes(fault.bytesMax)}, so split it`;
    case 'file-has-byte-order-mark':
      return fault.encoding === 'utf-8'
        ? `${path} starts with a byte order mark (BOM), which Cognito does not accept; save it as UTF-8 without BOM; muster check FILE shows how`
        : `${path} is UTF-16; save it as UTF-8 without a byte order mark (BOM); muster check FILE shows how`;
    case 'file-has-too-many-users':
      return `${path} has ${formatCount(fault.recordCount)} users; the limit is ${formatCount(fault.recordsMax)}, so split it`;
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
      return describeLostServer(fault);
    case 'job-continues':
      return `interrupted while the server does not answer. ${continues(fault.jobId)}`;
    case 'start-unknown':
      return `interrupted while job ${fault.jobId} was being started, and the server does not say whether it runs: ${describeError(cause)}. Run the same command again to follow it if it does`;
    case 'log-unreadable':
      return `could not read the log of the job: ${describeError(cause)}`;
    case 'reconcile-in-use':
      return `another muster reconcile compares the same files: it works with ${path}`;
    case 'work-file-unusable':
      return `cannot use ${path}, where the comparison keeps what it knows so far: ${describeError(cause)}. Name another directory with --work-dir`;
    default:
      return describeFailureFile(fault, path, cause);
  }
}

function describeRefusal({ status, code, message, hint }: DriverFault & { readonly kind: 'upload-refused' }): string {
  const answer = [code, message, hint].filter((part) => part !== undefined).join(': ');
  return `the upload was refused with status ${status}${answer === '' ? '' : `: ${answer}`}`;
}

function describeLostServer({ patienceMs, jobId, status }: DriverFault & { readonly kind: 'server-lost' }): string {
  const minutes = `for ${Math.round(patienceMs / 60_000)} minutes`;
  const lost =
    status === undefined
      ? `the server has not answered ${minutes}`
      : `the server has answered no request ${minutes}, the last one with HTTP ${status}`;
  if (jobId === undefined) return `${lost}. Run the command again when it is back`;
  return `${lost}. ${continues(jobId)}`;
}

function continues(jobId: string): string {
  return `Job ${jobId} continues without this command. Run the same command again to follow it to its end`;
}

function describeFailureFile(
  { kind }: DriverFault & { readonly kind: `failures-${string}` },
  path: string,
  cause: unknown,
): string {
  switch (kind) {
    case 'failures-over-input':
      return `--failures ${path} is the file to import; name another one`;
    case 'failures-is-directory':
      return `--failures ${path} is a directory; name a file`;
    case 'failures-not-regular':
      return `--failures ${path} is not a regular file; name another one`;
    case 'failures-exists':
      return `--failures: ${path} already exists; name another file, or add --overwrite`;
    case 'failures-unwritable':
      return `--failures: cannot write ${path}: ${describeError(cause)}`;
  }
}
