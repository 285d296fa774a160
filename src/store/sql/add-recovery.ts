import type { ColumnTypes } from './column-types.ts';

/** Codes to reset passwords, and how often users asked for one. */
export function addRecovery({ integer, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE reset_codes (
      user_pool_key ${integer} NOT NULL,
      sub ${bytes} NOT NULL,
      code_mac ${bytes} NOT NULL,
      expires_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, sub)
    )`,
    'CREATE INDEX reset_codes_age ON reset_codes (expires_at)',

    `CREATE TABLE recovery_attempts (
      user_pool_key ${integer} NOT NULL,
      subject ${bytes} NOT NULL,
      request_count ${integer} NOT NULL,
      mistake_count ${integer} NOT NULL,
      window_ends_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, subject)
    )`,
    'CREATE INDEX recovery_attempts_age ON recovery_attempts (window_ends_at)',
  ];
}
