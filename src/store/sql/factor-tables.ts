/** Tables of second factors and of codes. */
export interface FactorTables {
  software_tokens: SoftwareTokensTable;
  code_attempts: CodeAttemptsTable;
  devices: DeviceRow;
}

/** A device that a user has confirmed. */
export interface DeviceRow {
  user_pool_key: number;
  /** The 16 bytes of the UUID in its key. */
  uuid: Uint8Array;
  sub: Uint8Array;
  name: string | null;
  is_remembered: number;
  sealed_verifier: Uint8Array;
  created_at: number;
  modified_at: number;
  authenticated_at: number;
}

interface SoftwareTokensTable {
  user_pool_key: number;
  sub: Uint8Array;
  /** Null until a code proved that an app has it. */
  sealed_secret: Uint8Array | null;
  /** Given to an app and not yet proved. */
  sealed_pending_secret: Uint8Array | null;
  /** The time step of the last code that was accepted; 0 for none. */
  last_step: number;
}

/** A row for each challenge whose code was answered, right or wrong, until it has run out. */
interface CodeAttemptsTable {
  challenge_id: Uint8Array;
  mistake_count: number;
  expires_at: number;
}
