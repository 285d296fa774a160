import { UUID_BYTES } from '../base/uuid-bytes.ts';
import { openDeviceVerifier } from '../domain/devices/device-verifier.ts';
import { openSoftwareToken, SOFTWARE_TOKEN_BYTES } from '../domain/sign-in/software-token.ts';
import type { SqlSession } from '../store/sql/tables.ts';
import { subFromBytes } from '../store/sql/users/sub-bytes.ts';
import { CHOSEN_MFA_MIN, userMfaOf } from '../store/sql/users/user-codes.ts';
import type { SealingKeys } from './sealing-keys.ts';

/** Rows that are read at a time: a table may be larger than the memory. */
const ROWS_PER_PAGE = 1_000;

type Database = Pick<SqlSession, 'db'>;
type Report = (fault: string) => void;

/**
 * Checks the second factors and devices of users, on either engine: each software token and each device belongs to a user and opens for
 * them with `keys`, and there is a token for everyone who has activated the factor. `report` gets a line for each thing that does not agree.
 */
export async function verifyFactors({ db }: Database, keys: SealingKeys | undefined, report: Report): Promise<void> {
  const attempts = await db.selectFrom('code_attempts').select(['challenge_id', 'mistake_count']).execute();
  const wrong = attempts.filter((row) => row.challenge_id.length !== UUID_BYTES || row.mistake_count < 0);
  if (wrong.length > 0) report(`codes that were answered: ${wrong.length} of no challenge, or with a count below 0`);
  await verifyTokens({ db }, keys, report);
  await verifyActiveTokens({ db }, report);
  await verifyDevices({ db }, keys, report);
}

async function verifyTokens({ db }: Database, keys: SealingKeys | undefined, report: Report): Promise<void> {
  const rows = db
    .selectFrom('software_tokens')
    .leftJoin('users', (join) =>
      join
        .onRef('users.user_pool_key', '=', 'software_tokens.user_pool_key')
        .onRef('users.sub', '=', 'software_tokens.sub'),
    )
    .select(['users.id as user_id', 'software_tokens.sub', 'sealed_secret', 'sealed_pending_secret']);
  let orphans = 0;
  for (const { user_id, sub, sealed_secret, sealed_pending_secret } of await rows.execute()) {
    if (user_id === null) {
      orphans += 1;
      continue;
    }
    for (const sealed of [sealed_secret, sealed_pending_secret]) {
      if (!keys || sealed === null) continue;
      const secret = openSoftwareToken(keys.softwareToken, subFromBytes(sub), sealed);
      if (secret?.length !== SOFTWARE_TOKEN_BYTES) {
        report(`user ${subFromBytes(sub)}: a secret of an app that gives codes does not open`);
      }
    }
  }
  if (orphans > 0) report(`apps that give codes: ${orphans} without a user`);
}

/** Pages over the users who have chosen factors: the codes of all others are small. */
async function verifyActiveTokens({ db }: Database, report: Report): Promise<void> {
  for (let after = 0, count = ROWS_PER_PAGE; count === ROWS_PER_PAGE; ) {
    const rows = await db
      .selectFrom('users')
      .leftJoin('software_tokens', (join) =>
        join
          .onRef('software_tokens.user_pool_key', '=', 'users.user_pool_key')
          .onRef('software_tokens.sub', '=', 'users.sub'),
      )
      .select(['users.id', 'users.sub', 'users.mfa', 'sealed_secret'])
      .where('users.id', '>', after)
      .where('users.mfa', '>=', CHOSEN_MFA_MIN)
      .orderBy('users.id')
      .limit(ROWS_PER_PAGE)
      .execute();
    for (const { id, sub, mfa, sealed_secret } of rows) {
      after = id;
      const chosen = userMfaOf(mfa);
      const isActive = typeof chosen !== 'string' && chosen.factors.includes('SOFTWARE_TOKEN_MFA');
      if (isActive && sealed_secret === null) {
        report(`user ${subFromBytes(sub)}: is asked for the codes of an app and has none`);
      }
    }
    count = rows.length;
  }
}

async function verifyDevices({ db }: Database, keys: SealingKeys | undefined, report: Report): Promise<void> {
  const rows = db
    .selectFrom('devices')
    .leftJoin('users', (join) =>
      join.onRef('users.user_pool_key', '=', 'devices.user_pool_key').onRef('users.sub', '=', 'devices.sub'),
    )
    .select(['users.id as user_id', 'devices.uuid', 'devices.sub', 'sealed_verifier']);
  let orphans = 0;
  for (const { user_id, uuid, sub, sealed_verifier } of await rows.execute()) {
    if (user_id === null) orphans += 1;
    else if (keys && !openDeviceVerifier(keys.device, subFromBytes(uuid), sealed_verifier)) {
      report(`user ${subFromBytes(sub)}: the verifier of a device does not open`);
    }
  }
  if (orphans > 0) report(`devices: ${orphans} without a user`);
}
