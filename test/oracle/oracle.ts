/**
 * What an import must come to, computed slowly and plainly from the whole file in memory. Transcribed from the rules in COMPATIBILITY.md,
 * for a pool without aliases, MFA off, required attributes or number attributes. Shares no code with the import it judges.
 */
export interface ExpectedImport {
  readonly status: 'Succeeded' | 'Failed' | 'Stopped';
  readonly completionMessage: string;
  readonly imported: number;
  readonly skipped: number;
  readonly failed: number;
  /** The lines of the log, in order. */
  readonly log: readonly string[];
  /** By user name, in file order. */
  readonly users: ReadonlyMap<string, ExpectedOracleUser>;
}

export interface ExpectedOracleUser {
  readonly status: 'RESET_REQUIRED' | 'CONFIRMED';
  /** `sub` not among them. */
  readonly attributes: ReadonlyMap<string, string>;
}

const NO_ATTRIBUTES = ['cognito:username', 'cognito:mfa_enabled', 'password_hash'];
// Stand in for escaped characters while a line is split; the file must not hold them.
const BACKSLASH = '\uE000';
const COMMA = '\uE001';

/** `algorithm` is that of the job; without one the hashes of the file are not looked at (R252). */
export function expectImport(text: string, algorithm?: string): ExpectedImport {
  if (text.includes(BACKSLASH) || text.includes(COMMA)) throw new Error('the file holds a character the oracle needs');
  const lines = text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    .filter((line) => line.trim() !== '');
  const header = splitLine(lines[0] ?? '');
  const log: string[] = [];
  const users = new Map<string, ExpectedOracleUser>();
  const taken = new Set<string>();
  const count = { SUCCEEDED: 0, SKIPPED: 0, FAILED: 0 };
  for (const [index, line] of lines.slice(1).entries()) {
    const { username, failure, user } = judgeLine(line, header, algorithm);
    let outcome: keyof typeof count = 'SUCCEEDED';
    let reason = 'The import succeeded.';
    if (failure !== undefined) {
      outcome = 'FAILED';
      reason = failure;
    } else if (taken.has(username.normalize('NFC'))) {
      outcome = 'SKIPPED';
      reason = 'The user already exists.';
    } else {
      taken.add(username.normalize('NFC'));
      users.set(username, user);
    }
    count[outcome] += 1;
    log.push(`[${outcome}] Line Number ${index + 1} - ${reason}`);
  }
  const tooMany = count.FAILED + count.SKIPPED > count.SUCCEEDED;
  return {
    status: tooMany ? 'Failed' : 'Succeeded',
    completionMessage: tooMany
      ? 'Too many users have failed or been skipped during the import.'
      : 'Import Job Completed Successfully.',
    imported: count.SUCCEEDED,
    skipped: count.SKIPPED,
    failed: count.FAILED,
    log,
    users,
  };
}

/** A record as it is judged by itself: what other records and the users of the pool have against it is not among it. */
export interface JudgedRecord {
  readonly values: readonly string[];
  readonly username: string;
  /** Why it fails. */
  readonly failure: string | undefined;
  readonly user: ExpectedOracleUser;
}

/** For files that are too large to be held: one line of them. */
export function judgeLine(line: string, header: readonly string[], algorithm?: string): JudgedRecord {
  const values = splitLine(line);
  const record = new Map(header.map((column, position) => [column, values[position] ?? '']));
  const hasHash = algorithm !== undefined && (record.get('password_hash') ?? '') !== '';
  return {
    values,
    username: record.get('cognito:username') ?? '',
    failure: findFailure(line, values, header, record, algorithm),
    user: { status: hasHash ? 'CONFIRMED' : 'RESET_REQUIRED', attributes: storedAttributes(record) },
  };
}

/** R172 to R176: only `\,` and `\\` are escapes, nothing is quoted, every value is trimmed. */
function splitLine(line: string): string[] {
  return line
    .replaceAll('\\\\', BACKSLASH)
    .replaceAll('\\,', COMMA)
    .split(',')
    .map((value) => value.replaceAll(COMMA, ',').replaceAll(BACKSLASH, '\\').trim());
}

/** The text of the first check that fails, in the order of R271. */
function findFailure(
  line: string,
  values: readonly string[],
  header: readonly string[],
  record: ReadonlyMap<string, string>,
  algorithm: string | undefined,
): string | undefined {
  const value = (column: string): string => record.get(column) ?? '';
  const isTrue = (column: string): boolean => value(column).toLowerCase() === 'true';

  if ([...line].length > 16000) return 'The row is longer than 16000 characters.';
  if (values.length !== header.length) return `The row has ${values.length} fields, the header has ${header.length}.`;
  for (const column of header) {
    const isIgnored = column === 'password_hash' && algorithm === undefined;
    if (value(column).includes('\0') && !isIgnored)
      return `The value of ${column} contains characters that are not allowed.`;
  }

  const username = value('cognito:username');
  if (username === '') return 'The value of cognito:username is missing.';
  if ([...username].length > 128 || !/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(username)) {
    return 'The value of cognito:username is not a valid user name.';
  }

  for (const column of ['email_verified', 'phone_number_verified', 'cognito:mfa_enabled']) {
    if (!['', 'true', 'false'].includes(value(column).toLowerCase())) {
      return `The value of ${column} must be true or false.`;
    }
  }

  if (value('email') === '' && isTrue('email_verified')) {
    return 'The value of email is missing, but email_verified is true.';
  }
  if (value('email') !== '' && !isEmail(value('email'))) return 'Invalid email address format.';
  if (value('phone_number') === '' && isTrue('phone_number_verified')) {
    return 'The value of phone_number is missing, but phone_number_verified is true.';
  }
  if (value('phone_number') !== '' && !/^\+[0-9]{1,15}$/.test(value('phone_number'))) {
    return 'Invalid phone number format.';
  }

  if (value('birthdate') !== '' && !isDate(value('birthdate'))) {
    return 'The value of birthdate must have the format mm/dd/yyyy.';
  }
  if (value('updated_at') !== '' && !/^[0-9]+$/.test(value('updated_at'))) {
    return 'The value of updated_at must be a time in epoch seconds.';
  }
  for (const column of header) {
    if (!NO_ATTRIBUTES.includes(column) && [...value(column)].length > 2048) {
      return `Attributes did not conform to the schema: ${column}: The value does not meet the attribute constraints`;
    }
  }

  if (!isTrue('email_verified') && !isTrue('phone_number_verified')) {
    return 'The User Record does not set any of the auto verified attributes to true. (Example: email_verified to true).';
  }
  if (isTrue('cognito:mfa_enabled')) {
    return 'The value of cognito:mfa_enabled does not match the MFA configuration of the user pool.';
  }
  const hash = value('password_hash');
  return algorithm === undefined || hash === '' ? undefined : findHashFailure(algorithm, hash);
}

/** R251, R260 to R263, for hashes that are split at their dollar signs. */
function findHashFailure(algorithm: string, hash: string): string | undefined {
  const parts = hash.split('$');
  const isNumber = (text: string | undefined) => /^[1-9][0-9]*$/.test(text ?? '');
  const over = (text: string | undefined, max: number) => Number(text) > max;
  const isMade = (text: string | undefined, pattern: string) => new RegExp(`^${pattern}$`).test(text ?? '');
  const [, scheme, third, fourth, fifth, sixth] = parts;
  const costs = /^m=([0-9]+),t=([0-9]+),p=([0-9]+)$/.exec(fourth ?? '') ?? [];
  const isBcrypt = parts[0] === '' && ['2a', '2b', '2x', '2y'].includes(scheme ?? '');
  const formats: Record<string, { looks: boolean; fits: boolean; tooCostly: boolean; tooCheap: boolean }> = {
    BCRYPT: {
      looks: isBcrypt && parts.length > 2,
      fits:
        isBcrypt &&
        parts.length === 4 &&
        hash.length === 60 &&
        isMade(third, '[0-9]{2}') &&
        isMade(fourth, '[./A-Za-z0-9]{53}'),
      tooCostly: over(third, 12),
      tooCheap: Number(third) < 4,
    },
    SCRYPT: {
      looks: parts.length > 3 && parts.slice(0, 3).every((part) => /^[0-9]+$/.test(part)),
      fits:
        parts.length === 5 &&
        parts.slice(0, 3).every(isNumber) &&
        isMade(fourth, '([0-9a-fA-F]{2})+') &&
        isMade(fifth, '([0-9a-fA-F]{2}){16,64}'),
      tooCostly: over(parts[0], 65536) || over(scheme, 8) || over(third, 1),
      tooCheap: !Number.isInteger(Math.log2(Number(parts[0]))) || parts[0] === '1',
    },
    ARGON2ID: {
      looks: parts[0] === '' && scheme === 'argon2id' && parts.length > 2,
      fits:
        parts.length === 6 &&
        scheme === 'argon2id' &&
        third === 'v=19' &&
        costs.slice(1).every(isNumber) &&
        costs.length === 4 &&
        bytesOfBase64(fifth, '+/') >= 8 &&
        bytesOfBase64(fifth, '+/') <= 64 &&
        bytesOfBase64(sixth, '+/') >= 4 &&
        bytesOfBase64(sixth, '+/') <= 64,
      tooCostly: over(costs[1], 19456) || over(costs[2], 2) || over(costs[3], 1),
      tooCheap: Number(costs[1]) < 8 * Number(costs[3]),
    },
    PBKDF2_SHA256: {
      looks: parts[0] === '' && scheme === 'pbkdf2-sha256' && parts.length > 2,
      fits:
        parts.length === 5 &&
        scheme === 'pbkdf2-sha256' &&
        isNumber(third) &&
        bytesOfBase64(fourth, '+./') > 0 &&
        bytesOfBase64(fifth, '+./') === 32,
      tooCostly: over(third, 600000),
      tooCheap: false,
    },
  };
  const format = formats[algorithm];
  if (format === undefined) throw new Error(`the oracle knows no ${algorithm}`);
  if (format.fits && format.tooCostly) return 'The password hash has a parameter that is out of bounds.';
  if (format.fits && !format.tooCheap) return undefined;
  const isOther = Object.entries(formats).some(([name, { looks }]) => name !== algorithm && looks);
  return isOther
    ? 'The password hash does not match the algorithm of the import job.'
    : 'The password hash is malformed.';
}

/** Bytes of base64 without padding, -1 if it is none. */
function bytesOfBase64(text: string | undefined, signs: string): number {
  if (text === undefined || !new RegExp(`^[A-Za-z0-9${signs}]*$`).test(text) || text.length % 4 === 1) return -1;
  return Buffer.from(text.replaceAll('.', '+'), 'base64').length;
}

/** R201: one `@`, no white space, a local part, a domain of non-empty labels with a dot. */
function isEmail(text: string): boolean {
  const parts = text.split('@');
  const labels = (parts[1] ?? '').split('.');
  return !/\s/.test(text) && parts.length === 2 && parts[0] !== '' && labels.length >= 2 && !labels.includes('');
}

/** R204: `mm/dd/yyyy` that is a day of the calendar. */
function isDate(text: string): boolean {
  if (!/^[0-9]{2}\/[0-9]{2}\/[0-9]{4}$/.test(text)) return false;
  const [month, day, year] = text.split('/').map(Number);
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** R191, R197: what is blank is not stored, and booleans are stored in lower case. */
function storedAttributes(record: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const attributes = new Map<string, string>();
  for (const [column, value] of record) {
    if (value === '' || NO_ATTRIBUTES.includes(column)) continue;
    attributes.set(column, column.endsWith('_verified') && !column.includes(':') ? value.toLowerCase() : value);
  }
  return attributes;
}
