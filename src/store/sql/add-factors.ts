import type { ColumnTypes } from './column-types.ts';

/** Second factors of users, wrong answers to challenges that wait for a code, and devices. */
export function addFactors({ integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE software_tokens (
      user_pool_key ${integer} NOT NULL,
      sub ${bytes} NOT NULL,
      sealed_secret ${bytes},
      sealed_pending_secret ${bytes},
      last_step ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, sub)
    )`,

    `CREATE TABLE code_attempts (
      challenge_id ${bytes} PRIMARY KEY,
      mistake_count ${integer} NOT NULL,
      expires_at ${integer} NOT NULL
    )`,
    'CREATE INDEX code_attempts_age ON code_attempts (expires_at)',

    `CREATE TABLE devices (
      user_pool_key ${integer} NOT NULL,
      uuid ${bytes} NOT NULL,
      sub ${bytes} NOT NULL,
      name ${text},
      is_remembered ${integer} NOT NULL,
      sealed_verifier ${bytes} NOT NULL,
      created_at ${integer} NOT NULL,
      modified_at ${integer} NOT NULL,
      authenticated_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, uuid)
    )`,
    'CREATE INDEX devices_user ON devices (user_pool_key, sub, uuid)',
  ];
}
