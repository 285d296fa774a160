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
  /** For a list of such records, where the text has numbers that differ from one to the next. */
  readonly summary?: string;
}

/** Complete over all texts of records: a new text does not compile before it has a rule. */
const RECORD_FAULTS: Readonly<Record<UnimportedTextId, RecordFault>> = {
  'already-exists': {
    rule: ({ settings }) => (settings.usernameAttributes.length > 0 ? 'R222' : 'R195'),
    column: USERNAME_COLUMN,
  },
  'nothing-verified': {
    rule: ({ settings }) => (settings.autoVerifiedAttributes.length > 1 ? 'R234' : 'R235'),
    column: ({ settings }) =>
      settings.autoVerifiedAttributes[0] === 'phone_number' ? 'phone_number_verified' : 'email_verified',
  },
  'email-malformed': {
    rule: 'R201',
    column: 'email',
  },
  'phone-number-malformed': {
    rule: 'R203',
    column: 'phone_number',
  },
  'username-like-email': {
    rule: 'R223',
    column: USERNAME_COLUMN,
  },
  'username-not-email': {
    rule: 'R220',
    column: USERNAME_COLUMN,
  },
  'username-not-email-or-phone-number': {
    rule: 'R220',
    column: USERNAME_COLUMN,
  },
  'attribute-required': {
    rule: 'R214',
    column: 'named',
  },
  'alias-taken': {
    rule: 'R227',
    column: 'named',
  },
  'field-count-differs': {
    rule: 'R181',
    column: undefined,
    summary: 'The row and the header have different numbers of fields.',
  },
  'record-too-long': {
    rule: 'R182',
    column: undefined,
  },
  'nul-character': { rule: 'R190', column: 'named' },
  'username-missing': { rule: 'R193', column: USERNAME_COLUMN },
  'username-malformed': {
    rule: 'R194',
    column: USERNAME_COLUMN,
  },
  'boolean-malformed': {
    rule: ({ schema }, column) =>
      column === MFA_COLUMN ? 'R242' : isStandardBoolean(schema, column) ? 'R197' : 'R210',
    column: 'named',
  },
  'verified-email-missing': {
    rule: 'R200',
    column: 'email',
  },
  'verified-phone-number-missing': {
    rule: 'R202',
    column: 'phone_number',
  },
  'birthdate-malformed': {
    rule: 'R204',
    column: 'birthdate',
  },
  'updated-at-malformed': {
    rule: 'R205',
    column: 'updated_at',
  },
  'constraint-violated': {
    rule: ({ schema }, column) => ruleOfConstraint(schema, column),
    column: 'named',
  },
  'mfa-mismatch': {
    rule: ({ settings }) => ({ ON: 'R239', OFF: 'R240', OPTIONAL: 'R241' })[settings.mfaConfiguration],
    column: MFA_COLUMN,
  },
  'username-not-phone-number': {
    rule: 'R220',
    column: USERNAME_COLUMN,
  },
  'username-like-phone-number': {
    rule: 'R223',
    column: USERNAME_COLUMN,
  },
  'username-differs': {
    rule: 'R221',
    column: 'named',
  },
  'password-hash-malformed': {
    rule: 'R250',
    column: PASSWORD_HASH_COLUMN,
  },
  'password-hash-out-of-bounds': {
    rule: 'R250',
    column: PASSWORD_HASH_COLUMN,
  },
  'password-hash-of-other-algorithm': {
    rule: 'R250',
    column: PASSWORD_HASH_COLUMN,
  },
  'record-failed-internally': {
    rule: 'R273',
    column: undefined,
  },
};

/** A record's fault, put together for one pool. */
export interface DescribedFault {
  readonly rule: string;
  readonly column: string | undefined;
  readonly summary: string | undefined;
}

/** Rule and column of a record that makes no user. */
export function describeFault(reason: UnimportedReason, pool: FaultPool): DescribedFault {
  const [textId, named] = reason;
  const fault = RECORD_FAULTS[textId];
  const column =
    fault.column === 'named' ? `${named}` : typeof fault.column === 'function' ? fault.column(pool) : fault.column;
  const rule = typeof fault.rule === 'function' ? fault.rule(pool, column ?? '') : fault.rule;
  return { rule, column, summary: fault.summary };
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
