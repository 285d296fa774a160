import { UUID_BYTES } from '../base/uuid-bytes.ts';
import { SCHEMA_VERSION } from '../store/sql/migrations.ts';
import { type Database, type Report, reportPoolless, reportRows } from './verify-sign-ins.ts';

/** Bytes of the keyed hash of a code. */
const CODE_MAC_BYTES = 16;
/** The first that has codes of several purposes in one table. */
const PURPOSES_SCHEMA = 9;

/** A code to reset a password proves nothing; every other one proves an address or number. */
const CODE_CONTENTS = `(purpose = 'reset-password' AND attribute IS NULL AND address IS NULL)
  OR (address IS NOT NULL AND attribute IN ('email', 'phone_number') AND purpose IN ('confirm-sign-up', 'verify-' || attribute))`;

interface CodeTables {
  readonly codes: { readonly table: string; readonly owner: string; readonly name: string };
  readonly attempts: { readonly table: string; readonly name: string };
}

const OF_EARLIER_SCHEMAS: CodeTables = {
  codes: { table: 'reset_codes', owner: 'sub', name: 'codes to reset passwords' },
  attempts: { table: 'recovery_attempts', name: 'requests to reset passwords' },
};

const TABLES: CodeTables = {
  codes: { table: 'user_codes', owner: 'subject', name: 'codes of users' },
  attempts: { table: 'user_code_attempts', name: 'requests for codes' },
};

/** Checks codes that were sent to users, and how often users asked for them, as {@link verifySignIns} checks what else they leave. */
export async function verifyCodes(database: Database, report: Report, schemaVersion = SCHEMA_VERSION): Promise<void> {
  const { codes, attempts } = schemaVersion < PURPOSES_SCHEMA ? OF_EARLIER_SCHEMAS : TABLES;
  for (const { table, name } of [codes, attempts]) await reportPoolless(database, table, name, report);
  const length = `octet_length(${codes.owner}) <> ${UUID_BYTES} OR octet_length(code_mac) <> ${CODE_MAC_BYTES}`;
  const lengthFault = `${codes.name}: {} with a user or a hash of the wrong length`;
  await reportRows(database, { table: codes.table, condition: length, fault: lengthFault }, report);
  const counts = `octet_length(subject) <> ${UUID_BYTES} OR request_count < 0 OR mistake_count < 0`;
  const countFault = `${attempts.name}: {} of nobody, or with a count below 0`;
  await reportRows(database, { table: attempts.table, condition: counts, fault: countFault }, report);
  if (schemaVersion < PURPOSES_SCHEMA) return;
  const contentFault = `${codes.name}: {} that prove what their purpose does not`;
  await reportRows(database, { table: codes.table, condition: `NOT (${CODE_CONTENTS})`, fault: contentFault }, report);
}
