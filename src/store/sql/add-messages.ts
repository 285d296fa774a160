import type { ColumnTypes } from './column-types.ts';

/** Messages to users: those that wait to be delivered, and the inbox. */
export function addMessages({ autoKey, integer, text, bytes }: ColumnTypes): readonly string[] {
  return [
    `CREATE TABLE messages (
      key ${autoKey},
      id ${text} NOT NULL,
      user_pool_key ${integer} NOT NULL,
      medium ${text} NOT NULL,
      kind ${text} NOT NULL,
      recipient ${text},
      sealed_content ${bytes} NOT NULL,
      created_at ${integer} NOT NULL,
      expires_at ${integer} NOT NULL,
      due_at ${integer},
      attempts ${integer} NOT NULL DEFAULT 0,
      is_in_inbox ${integer} NOT NULL
    )`,
    'CREATE INDEX messages_due ON messages (due_at) WHERE due_at IS NOT NULL',
    'CREATE INDEX messages_inbox ON messages (key) WHERE is_in_inbox = 1',
    'CREATE INDEX messages_pool ON messages (user_pool_key)',
  ];
}
