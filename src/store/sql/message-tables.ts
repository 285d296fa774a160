import type { Generated } from 'kysely';

/** Tables of messages and of the codes in them. */
export interface MessageTables {
  messages: MessagesTable;
  user_codes: UserCodesTable;
  user_code_attempts: CodeAttemptsTable;
}

/** The latest code of a user for each purpose, until it was used. */
interface UserCodesTable {
  user_pool_key: number;
  /** The 16 bytes of a sub, or 16 others where nobody has the name. */
  subject: Uint8Array;
  purpose: string;
  code_mac: Uint8Array;
  expires_at: number;
  /** What it proves, null if it proves nothing: the address that the user has, or one that the user has once it is proved. */
  attribute: string | null;
  address: string | null;
}

/** How often somebody asked for codes of a purpose, and how often they were wrong. */
interface CodeAttemptsTable {
  user_pool_key: number;
  /** As in {@link UserCodesTable}. */
  subject: Uint8Array;
  purpose: string;
  request_count: number;
  mistake_count: number;
  window_ends_at: number;
}

/** Messages that wait for delivery or are in the inbox; a row that is neither is deleted. */
interface MessagesTable {
  key: Generated<number>;
  id: string;
  user_pool_key: number;
  medium: string;
  kind: string;
  /** Null for nobody. */
  recipient: string | null;
  sealed_content: Uint8Array;
  created_at: number;
  expires_at: number;
  /**
   * When it is to be delivered, or, while a node delivers it, when that claim ends; null if nothing is left to do. Of a message for nobody
   * the negative of that time, so that the index tells the lanes apart.
   */
  due_at: number | null;
  /** Raised by each claim: a claim of an older number is void. */
  attempts: Generated<number>;
  is_in_inbox: number;
}
