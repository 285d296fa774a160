import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { openClientSecret } from '../domain/app-clients/client-secret.ts';
import { openMessage } from '../domain/messages/sealed-message.ts';
import { openSealedPassword, SEALED_SRP_BYTES, SRP_FORMAT } from '../domain/sign-in/sealed-password.ts';
import { openSigningKey } from '../domain/sign-in/sealed-signing-key.ts';
import type { SqlSession } from '../store/sql/tables.ts';
import { subFromBytes } from '../store/sql/users/sub-bytes.ts';
import { firstUserId } from '../store/sql/users/user-ids.ts';
import type { SealingKeys } from './sealing-keys.ts';

/** Rows that are read at a time: a table may be larger than the memory. */
const ROWS_PER_PAGE = 1_000;

type Database = Pick<SqlSession, 'db'>;
type Report = (fault: string) => void;

/** Opens every secret of sign-ins; `report` gets a line for each that does not open for its owner, or is not what it should be. */
export async function verifySealed(database: Database, keys: SealingKeys, report: Report): Promise<void> {
  await verifyClientSecrets(database, keys, report);
  await verifySigningKeys(database, keys, report);
  await verifyMessages(database, keys, report);
  await verifyPasswords(database, keys, report);
}

async function verifyClientSecrets({ db }: Database, keys: SealingKeys, report: Report): Promise<void> {
  const secrets = db
    .selectFrom('app_client_secrets')
    .innerJoin('app_clients', 'app_clients.key', 'app_client_secrets.app_client_key')
    .select(['app_clients.id as client_id', 'app_client_secrets.id', 'app_client_secrets.sealed_secret']);
  for (const { client_id, id, sealed_secret } of await secrets.execute()) {
    if (openClientSecret(keys.clientSecret, client_id, sealed_secret) === undefined) {
      report(`app client ${client_id}: its secret ${id} does not open`);
    }
  }
}

async function verifySigningKeys({ db }: Database, keys: SealingKeys, report: Report): Promise<void> {
  const rows = await db
    .selectFrom('signing_keys')
    .innerJoin('user_pools', 'user_pools.key', 'signing_keys.user_pool_key')
    .select(['user_pools.id as pool_id', 'signing_keys.id', 'token_use', 'sealed_private_key', 'public_key'])
    .orderBy('signing_keys.key')
    .execute();
  for (const row of rows) {
    const fault = findSigningKeyFault(row, keys);
    if (fault !== undefined) report(`user pool ${row.pool_id}, signing key ${row.id}: ${fault}`);
  }
}

interface SigningKeyRow {
  readonly pool_id: string;
  readonly id: string;
  readonly token_use: string;
  readonly sealed_private_key: Uint8Array;
  readonly public_key: string;
}

function findSigningKeyFault(row: SigningKeyRow, keys: SealingKeys): string | undefined {
  if (row.token_use !== 'id' && row.token_use !== 'access') return `signs neither ID nor access tokens`;
  const published = parsePublicKey(row.public_key);
  if (!published) return 'its public key is not one of RSA';
  if (thumbprintOf(published) !== row.id) return 'its id is that of another public key';
  const pem = openSigningKey(keys.signingKey, row.pool_id, row.id, row.sealed_private_key);
  if (!pem) return 'its private key does not open';
  const { n, e } = createPublicKey(createPrivateKey(pem)).export({ format: 'jwk' });
  return n === published.n && e === published.e ? undefined : 'its private key is of another public key';
}

interface RsaKey {
  readonly n: string;
  readonly e: string;
}

function parsePublicKey(text: string): RsaKey | undefined {
  try {
    const key: unknown = JSON.parse(text);
    const { kty, n, e } = Object(key) as Record<string, unknown>;
    return kty === 'RSA' && typeof n === 'string' && typeof e === 'string' ? { n, e } : undefined;
  } catch {
    // Not JSON, which is what undefined says.
    return undefined;
  }
}

/** RFC 7638: the required members in the order of their names. */
function thumbprintOf({ n, e }: RsaKey): string {
  return createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
}

async function verifyMessages({ db }: Database, keys: SealingKeys, report: Report): Promise<void> {
  for (let after = 0, count = ROWS_PER_PAGE; count === ROWS_PER_PAGE; ) {
    const rows = await db
      .selectFrom('messages')
      .select(['key', 'id', 'medium', 'kind', 'recipient', 'sealed_content'])
      .where('key', '>', after)
      .orderBy('key')
      .limit(ROWS_PER_PAGE)
      .execute();
    for (const { key, id, medium, kind, recipient, sealed_content: sealed } of rows) {
      after = key;
      const message = openMessage(keys.message, id, sealed);
      if (!message) report(`message ${id}: its content does not open`);
      else if (message.medium !== medium || message.kind !== kind || (recipient ?? message.to) !== message.to) {
        report(`message ${id}: its content is that of another message`);
      }
    }
    count = rows.length;
  }
}

async function verifyPasswords({ db }: Database, keys: SealingKeys, report: Report): Promise<void> {
  const pools = await db.selectFrom('user_pools').select(['key', 'id']).where('is_deleted', '=', 0).execute();
  const poolIds = new Map(pools.map(({ key, id }) => [key, id]));
  for (let after = 0, count = ROWS_PER_PAGE; count === ROWS_PER_PAGE; ) {
    const rows = await db
      .selectFrom('users')
      .select(['id', 'user_pool_key', 'sub', 'sealed_password_hash'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_PER_PAGE)
      .execute();
    for (const { id, user_pool_key: poolKey, sub, sealed_password_hash: sealed } of rows) {
      after = id;
      const poolId = poolIds.get(poolKey);
      // Those of a pool that was deleted wait to be purged.
      if (poolId === undefined || sealed === null) continue;
      const fault = findPasswordFault(sub, sealed, keys);
      if (fault !== undefined) report(`user pool ${poolId}, user number ${id - firstUserId(poolKey)}: ${fault}`);
    }
    count = rows.length;
  }
}

function findPasswordFault(sub: Uint8Array, sealed: Uint8Array, keys: SealingKeys): string | undefined {
  if (sealed[0] === SRP_FORMAT && sealed.length !== SEALED_SRP_BYTES) {
    return `its SRP verifier is sealed in ${sealed.length} bytes, not ${SEALED_SRP_BYTES}`;
  }
  return openSealedPassword(keys.password, subFromBytes(sub), sealed) ? undefined : 'its password does not open';
}
