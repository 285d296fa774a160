import type { PasswordHashingAlgorithm } from '../../password-hashes/password-hashing-algorithm.ts';
import { type ExpectedRecord, imported, JOHN, oneRecord, type RecordCase, records } from './record-case.fixture.ts';

/** Hashes of the password `Correct-Horse-7`; a comma is not escaped. */
export const HASHES_OF_KNOWN_PASSWORD: Readonly<Record<PasswordHashingAlgorithm, string>> = {
  BCRYPT: '$2b$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S',
  SCRYPT: '16384$8$1$000102030405060708090a0b0c0d0e0f$4d763a94ae7f800d409a359cc1a22a7bcda64e295aab852194e8ea1e58422236',
  ARGON2ID: '$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$/t+s6cVh2XO+tmKyfnxoZUVS7b8xDlXRDuL5ilg455w',
  PBKDF2_SHA256: '$pbkdf2-sha256$100000$AAECAwQFBgcICQoLDA0ODw$/h6Slo+Ilo5SYnppDUfZNu8MHh953eRV8zeNp79S0Sk',
};
export const KNOWN_PASSWORD = 'Correct-Horse-7';

/** Well-formed, with one parameter just over its maximum. */
const OVER_MAXIMUM: Readonly<Record<PasswordHashingAlgorithm, readonly string[]>> = {
  BCRYPT: [HASHES_OF_KNOWN_PASSWORD.BCRYPT.replace('$10$', '$13$')],
  SCRYPT: ['131072$8$1', '16384$9$1', '16384$8$2'].map((start) =>
    HASHES_OF_KNOWN_PASSWORD.SCRYPT.replace('16384$8$1', start),
  ),
  ARGON2ID: ['m=19457,t=2,p=1', 'm=19456,t=3,p=1', 'm=19456,t=2,p=2'].map((parameters) =>
    HASHES_OF_KNOWN_PASSWORD.ARGON2ID.replace('m=19456,t=2,p=1', parameters),
  ),
  PBKDF2_SHA256: [HASHES_OF_KNOWN_PASSWORD.PBKDF2_SHA256.replace('100000', '600001')],
};

const ALGORITHMS = Object.keys(HASHES_OF_KNOWN_PASSWORD) as PasswordHashingAlgorithm[];
const COLUMNS = [
  'cognito:username',
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
  'password_hash',
];

function escaped(hash: string): string {
  return hash.replaceAll(',', '\\,');
}

function casesOf(algorithm: PasswordHashingAlgorithm): RecordCase[] {
  const job = { algorithm, columns: COLUMNS };
  const good = escaped(HASHES_OF_KNOWN_PASSWORD[algorithm]);
  const others = ALGORITHMS.filter((other) => other !== algorithm).map((other) =>
    escaped(HASHES_OF_KNOWN_PASSWORD[other]),
  );
  const one = (username: string, hash: string, expected: ExpectedRecord) =>
    [{ ...JOHN, 'cognito:username': username, password_hash: hash }, expected] as const;
  return [
    records(
      `confirms a user with a good hash, and resets one without: ${algorithm} (R216, R246, R248, R249, R253, R264, R267)`,
      [
        one(
          'a',
          good,
          imported('a', { status: 'CONFIRMED', attributes: { email: 'j@example.com', email_verified: 'true' } }),
        ),
        one('b', '', imported('b')),
        one('c', ' \t', imported('c')),
        one('d', `  ${good}\t`, imported('d', { status: 'CONFIRMED' })),
      ],
      job,
    ),
    records(
      `fails a bad hash alone: ${algorithm} (R250, R251, R257)`,
      [
        one('a', 'Correct-Horse-7', ['password-hash-malformed']),
        one('b', `${good}!`, ['password-hash-malformed']),
        ...OVER_MAXIMUM[algorithm].map((hash) => one('c', escaped(hash), ['password-hash-out-of-bounds'])),
        ...others.map((hash) => one('d', hash, ['password-hash-of-other-algorithm'])),
        one('e', good, imported('e', { status: 'CONFIRMED' })),
      ],
      job,
    ),
  ];
}

/** Section 14. */
export const PASSWORD_HASH_CASES: readonly RecordCase[] = [
  ...ALGORITHMS.flatMap(casesOf),
  oneRecord(
    'confirms a user without a hash whom a one-time password reaches (R248, R265)',
    { password_hash: '' },
    imported('john', { status: 'CONFIRMED' }),
    {
      algorithm: 'BCRYPT',
      settings: { allowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] },
    },
  ),
  oneRecord(
    'does not look at hashes where the job names no algorithm (R165, R252)',
    { password_hash: '\0no hash' },
    imported('john', { attributes: { email: 'j@example.com', email_verified: 'true' } }),
    { columns: [...oneRecord('', {}, 'skipped').header.split(','), 'password_hash'] },
  ),
  records(
    'takes the commas of ARGON2ID as its client wrote them (R181, R254)',
    [
      [
        { ...JOHN, 'cognito:username': 'a', password_hash: escaped(HASHES_OF_KNOWN_PASSWORD.ARGON2ID) },
        imported('a', { status: 'CONFIRMED' }),
      ],
      [
        { ...JOHN, 'cognito:username': 'b', password_hash: HASHES_OF_KNOWN_PASSWORD.ARGON2ID },
        ['field-count-differs', 8, 6],
      ],
    ],
    { algorithm: 'ARGON2ID', columns: COLUMNS },
  ),
  oneRecord(
    'takes no hash in other letters than its format has (R253)',
    { password_hash: HASHES_OF_KNOWN_PASSWORD.BCRYPT.replace('$2b', '$2B') },
    ['password-hash-malformed'],
    {
      algorithm: 'BCRYPT',
      columns: COLUMNS,
    },
  ),
  oneRecord(
    'knows of no password policy (R255)',
    { password_hash: HASHES_OF_KNOWN_PASSWORD.BCRYPT },
    imported('john', { status: 'CONFIRMED' }),
    {
      algorithm: 'BCRYPT',
      columns: COLUMNS,
      settings: {
        passwordPolicy: {
          minimumLength: 99,
          requireUppercase: true,
          requireLowercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: 7,
        },
      },
    },
  ),
  records(
    'looks at the hash last, and at who is there after it (R271)',
    [
      [{ ...JOHN, password_hash: HASHES_OF_KNOWN_PASSWORD.BCRYPT }, imported('john', { status: 'CONFIRMED' })],
      [{ ...JOHN, password_hash: 'x' }, ['password-hash-malformed']],
      [{ ...JOHN, password_hash: 'x', email_verified: '' }, ['nothing-verified']],
      [{ ...JOHN, password_hash: '' }, 'skipped'],
    ],
    { algorithm: 'BCRYPT', columns: COLUMNS },
  ),
];
