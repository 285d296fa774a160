import type { ColumnTypes } from './column-types.ts';

/** What signing in leaves behind. Sessions and challenges are in tokens: rows tell only what was used up or has ended. */
export function addSignIns({ autoKey, integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE failed_attempts (
      user_pool_key ${integer} NOT NULL,
      subject ${bytes} NOT NULL,
      count ${integer} NOT NULL,
      last_failed_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, subject)
    )`,
    'CREATE INDEX failed_attempts_age ON failed_attempts (last_failed_at)',

    `CREATE TABLE answered_challenges (
      id ${bytes} PRIMARY KEY,
      expires_at ${integer} NOT NULL
    )`,
    'CREATE INDEX answered_challenges_age ON answered_challenges (expires_at)',

    `CREATE TABLE revoked_origins (
      user_pool_key ${integer} NOT NULL,
      origin_jti ${text} NOT NULL,
      expires_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, origin_jti)
    )`,
    'CREATE INDEX revoked_origins_age ON revoked_origins (expires_at)',

    `CREATE TABLE refresh_families (
      user_pool_key ${integer} NOT NULL,
      origin_jti ${text} NOT NULL,
      generation ${integer} NOT NULL,
      rotated_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, origin_jti)
    )`,
    'CREATE INDEX refresh_families_age ON refresh_families (expires_at)',

    `CREATE TABLE ended_sessions (
      user_pool_key ${integer} NOT NULL,
      sub ${bytes} NOT NULL,
      ended_at ${integer} NOT NULL,
      PRIMARY KEY (user_pool_key, sub)
    )`,

    `CREATE TABLE signing_keys (
      key ${autoKey},
      user_pool_key ${integer} NOT NULL,
      id ${text} NOT NULL,
      token_use ${text} NOT NULL,
      sealed_private_key ${bytes} NOT NULL,
      public_key ${text} NOT NULL,
      created_at ${integer} NOT NULL
    )`,
    'CREATE UNIQUE INDEX signing_keys_id ON signing_keys (user_pool_key, id)',
  ];
}
