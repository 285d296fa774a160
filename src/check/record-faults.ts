import { MFA_COLUMN, PASSWORD_HASH_COLUMN, USERNAME_COLUMN } from '../domain/imports/csv-header.ts';
import type { UserPool } from '../domain/pools/user-pool.ts';
import type { UnimportedReason } from '../domain/texts/record-outcome.ts';
import type { UnimportedTextId } from '../domain/texts/record-texts.ts';

/** As much of a pool as it takes to say which rule a record breaks. */
export type FaultPool = Pick<UserPool, 'settings' | 'schema'>;

/** What there is to say of a record that makes no user, besides the text of the log. */
interface RecordFault {
  /** Number of the rule that is broken; `column` is the one of the fault. */
  readonly rule: string | ((pool: FaultPool, column: string) => string);
  /** Where the fault is; `named`: the first placeholder of the text says it; undefined: in the line as a whole. */
  readonly column: 'named' | string | ((pool: FaultPool) => string) | undefined;
  readonly remedy: string;
  /** For a list of such records, where the text has numbers that differ from one to the next. */
  readonly summary?: string;
}

/** Complete over all texts of records: a new text does not compile before it has a remedy. */
const RECORD_FAULTS: Readonly<Record<UnimportedTextId, RecordFault>> = {
  'already-exists': {
    rule: ({ settings }) => (settings.usernameAttributes.length > 0 ? 'R222' : 'R195'),
    column: USERNAME_COLUMN,
    remedy: 'An earlier record of the file has this user, and the first one wins. Remove one of the two.',
  },
  'nothing-verified': {
    rule: ({ settings }) => (settings.autoVerifiedAttributes.length > 1 ? 'R234' : 'R235'),
    column: ({ settings }) =>
      settings.autoVerifiedAttributes[0] === 'phone_number' ? 'phone_number_verified' : 'email_verified',
    remedy:
      'Write true in email_verified or phone_number_verified, whichever the pool verifies, and enter the address or number too.',
  },
  'email-malformed': {
    rule: 'R201',
    column: 'email',
    remedy: 'Write one address such as ann@example.com: one @, no white space, a domain with a dot.',
  },
  'phone-number-malformed': {
    rule: 'R203',
    column: 'phone_number',
    remedy: 'Write + and 1 to 15 digits with nothing between them, such as +12345550100.',
  },
  'username-like-email': {
    rule: 'R223',
    column: USERNAME_COLUMN,
    remedy: 'Give the user a name that is not an email address; the address goes in email.',
  },
  'username-not-email': {
    rule: 'R220',
    column: USERNAME_COLUMN,
    remedy: "Write the user's email address in cognito:username.",
  },
  'username-not-email-or-phone-number': {
    rule: 'R220',
    column: USERNAME_COLUMN,
    remedy: "Write the user's email address or phone number (+ and digits) in cognito:username.",
  },
  'attribute-required': {
    rule: 'R214',
    column: 'named',
    remedy: 'The pool requires this attribute: give every user a value, or create a pool that does not require it.',
  },
  'alias-taken': {
    rule: 'R227',
    column: 'named',
    remedy:
      'An earlier record of the file has this value as an alias, and an alias belongs to one user. Change one of the two, or mark one as not verified.',
  },
  'field-count-differs': {
    rule: 'R181',
    column: undefined,
    remedy:
      'Give each record one value for each column of the header, even if it is blank. A comma inside a value is written \\, with a backslash.',
    summary: 'The row and the header have different numbers of fields.',
  },
  'record-too-long': {
    rule: 'R182',
    column: undefined,
    remedy: 'Shorten the values: a line may have at most 16,000 characters.',
  },
  'nul-character': { rule: 'R190', column: 'named', remedy: 'Remove the NUL character (U+0000) from the value.' },
  'username-missing': { rule: 'R193', column: USERNAME_COLUMN, remedy: 'Give every user a name in cognito:username.' },
  'username-malformed': {
    rule: 'R194',
    column: USERNAME_COLUMN,
    remedy: 'Use 1 to 128 letters, digits, marks, symbols and punctuation; no white space, no control characters.',
  },
  'boolean-malformed': {
    rule: ({ schema }, column) =>
      column === MFA_COLUMN ? 'R242' : isStandardBoolean(schema, column) ? 'R197' : 'R210',
    column: 'named',
    remedy: 'Write true or false, in any case, or leave the value blank.',
  },
  'verified-email-missing': {
    rule: 'R200',
    column: 'email',
    remedy: 'Enter the email address, or write false in email_verified.',
  },
  'verified-phone-number-missing': {
    rule: 'R202',
    column: 'phone_number',
    remedy: 'Enter the phone number, or write false in phone_number_verified.',
  },
  'birthdate-malformed': {
    rule: 'R204',
    column: 'birthdate',
    remedy: 'Write month/day/year with 2, 2 and 4 digits and a day that exists, such as 02/01/1985.',
  },
  'updated-at-malformed': {
    rule: 'R205',
    column: 'updated_at',
    remedy: 'Write whole seconds since 1970 in digits, such as 1471453471, or leave the value blank.',
  },
  'constraint-violated': {
    rule: ({ schema }, column) => ruleOfConstraint(schema, column),
    column: 'named',
    remedy: "Keep the value within the length or range that the pool's schema allows for this attribute.",
  },
  'mfa-mismatch': {
    rule: ({ settings }) => ({ ON: 'R239', OFF: 'R240', OPTIONAL: 'R241' })[settings.mfaConfiguration],
    column: MFA_COLUMN,
    remedy: 'Leave the value blank, or write what the pool accepts: true if MFA is ON, false if it is OFF.',
  },
  'username-not-phone-number': {
    rule: 'R220',
    column: USERNAME_COLUMN,
    remedy: "Write the user's phone number, + and digits, in cognito:username.",
  },
  'username-like-phone-number': {
    rule: 'R223',
    column: USERNAME_COLUMN,
    remedy: 'Give the user a name that is not a phone number; the number goes in phone_number.',
  },
  'username-differs': {
    rule: 'R221',
    column: 'named',
    remedy: 'Write the same value in both columns, or leave this one blank: it is filled from the user name.',
  },
  'password-hash-malformed': {
    rule: 'R250',
    column: PASSWORD_HASH_COLUMN,
    remedy:
      'Export the hash again in the exact form of the algorithm, or leave the value blank: the user must then reset the password.',
  },
  'password-hash-out-of-bounds': {
    rule: 'R250',
    column: PASSWORD_HASH_COLUMN,
    remedy:
      'Cognito does not accept a hash with a cost this high. Leave the value blank: the user must then reset the password.',
  },
  'password-hash-of-other-algorithm': {
    rule: 'R250',
    column: PASSWORD_HASH_COLUMN,
    remedy: 'Put the hashes of each algorithm in a separate file and job.',
  },
  'record-failed-internally': {
    rule: 'R273',
    column: undefined,
    remedy: 'Please report this line: it should not be possible.',
  },
};

/** A record's fault, put together for one pool. */
export interface DescribedFault {
  readonly rule: string;
  readonly column: string | undefined;
  readonly remedy: string;
  readonly summary: string | undefined;
}

/** Rule, column and remedy of a record that makes no user. */
export function describeFault(reason: UnimportedReason, pool: FaultPool): DescribedFault {
  const [textId, named] = reason;
  const fault = RECORD_FAULTS[textId];
  const column =
    fault.column === 'named' ? `${named}` : typeof fault.column === 'function' ? fault.column(pool) : fault.column;
  const rule = typeof fault.rule === 'function' ? fault.rule(pool, column ?? '') : fault.rule;
  return { rule, column, remedy: fault.remedy, summary: fault.summary };
}

function isStandardBoolean(schema: FaultPool['schema'], column: string): boolean {
  return !column.includes(':') && schema.some(({ name }) => name === column);
}

/** The constraint of the attribute's type; the common limit of 2,048 characters where the schema asks for nothing closer. */
function ruleOfConstraint(schema: FaultPool['schema'], column: string): string {
  if (!column.includes(':')) return 'R192';
  switch (schema.find(({ name }) => name === column)?.dataType) {
    case 'Number':
      return 'R209';
    case 'DateTime':
      return 'R211';
    default:
      return 'R208';
  }
}
