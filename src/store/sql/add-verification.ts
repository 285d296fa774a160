import type { ColumnTypes } from './column-types.ts';

/** Codes of several purposes, each with its own attempts, in place of those that reset passwords alone. */
export function addVerification({ integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE user_codes (
      user_pool_key ${integer} NOT NULL,
      subject ${bytes} NOT NULL,
      purpose ${text} NOT NULL,
      code_mac ${bytes} NOT NULL,
      expires_at ${integer} NOT NULL,
      attribute ${text},
      address ${text},
      PRIMARY KEY (user_pool_key, subject, purpose)
    )`,
    'CREATE INDEX user_codes_age ON user_codes (expires_at)',
    `INSERT INTO user_codes (user_pool_key, subject, purpose, code_mac, expires_at)
      SELECT user_pool_key, sub, 'reset-password', code_mac, expires_at FROM reset_codes`,
    'DROP TABLE reset_codes',

    `CREATE TABLE user_code_attempts (
      user_pool_key ${integer} NOT NULL,
      subject ${bytes} NOT NULL,
      purpose ${text} NOT NULL,
      request_count ${integer} NOT NULL,
      mistake_count ${integer} NOT NULL,
      window_ends_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, subject, purpose)
    )`,
    'CREATE INDEX user_code_attempts_age ON user_code_attempts (window_ends_at)',
    `INSERT INTO user_code_attempts (user_pool_key, subject, purpose, request_count, mistake_count, window_ends_at)
      SELECT user_pool_key, subject, 'reset-password', request_count, mistake_count, window_ends_at FROM recovery_attempts`,
    'DROP TABLE recovery_attempts',
  ];
}
