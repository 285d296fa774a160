import { DIALECT_CASES } from './dialect-cases.fixture.ts';
import { PASSWORD_HASH_CASES } from './password-hash-cases.fixture.ts';
import type { RecordCase } from './record-case.fixture.ts';
import { STATUS_CASES } from './status-cases.fixture.ts';
import { USERNAME_CASES } from './username-cases.fixture.ts';
import { VALUE_CASES } from './value-cases.fixture.ts';

/**
 * What becomes of records, rule by rule: the same table is held against the judge with the store, against the log of a server, and
 * against a check before the upload.
 */
export const RECORD_CASES: readonly RecordCase[] = [
  ...DIALECT_CASES,
  ...VALUE_CASES,
  ...STATUS_CASES,
  ...USERNAME_CASES,
  ...PASSWORD_HASH_CASES,
];
