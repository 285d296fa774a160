import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';

const HASH = '$2b$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u';
const USERS = 'auth0-users-of-hashes.ndjson';
const join = (hashes: string | Buffer) => convertBytes(readCase(USERS), { joins: { hashes } });

describe('the file of hashes of Auth0', () => {
  it('is joined by alt_id or _id, then by address within a connection (R760)', async () => {
    const converted = await join(readCase('auth0-hashes.ndjson'));
    expect(findConversionFaults(converted)).toEqual([]);
    const hashes = converted.users.map((user) => [user.email, user.password_hash]);
    expect(Object.fromEntries(hashes)).toEqual({
      'ann@example.com': HASH,
      'ben@example.com': HASH.replace('$05$', '$12$'),
      'cora@example.com': HASH,
      'dora@example.com': undefined,
      'Shared@example.com': HASH,
      'frida@example.com': undefined,
      'nobody@example.com': undefined,
    });
  });

  it('says whose hash is missing or not to be told from another, and which rows nobody found (R760, R761)', async () => {
    const { report } = await join(readCase('auth0-hashes.ndjson'));
    expect(report.refusedHashes).toEqual([
      { form: 'joined', reason: 'ambiguous', users: 1 },
      { form: 'joined', reason: 'missing', users: 1 },
    ]);
    expect(report.joins).toEqual([{ name: 'hashes', records: 11, unusable: 2, unfound: 2 }]);
  });

  it('is not guessed where a user has a hash already (R760)', async () => {
    const own = HASH.replace('$05$', '$06$');
    const users = JSON.stringify({
      user_id: 'auth0|1',
      email: 'a@example.com',
      email_verified: true,
      password_hash: own,
    });
    const row = JSON.stringify({ _id: { $oid: '1' }, passwordHash: HASH });
    const converted = await convertBytes(users, { from: 'auth0', joins: { hashes: row } });
    expect(converted.users[0]?.password_hash).toBe(own);
  });

  it('is refused if it has no hash at all, such as the file of one-time passwords (R761)', async () => {
    const otp = '{"user_id":"auth0|1","otp_secret":"X"}\n{"user_id":"auth0|2","otp_secret":"Y"}\n';
    await expect(join(otp)).rejects.toThrow('no record with a passwordHash');
  });

  it('is no second file that the source does not know (R761)', async () => {
    const wrong = convertBytes(readCase(USERS), { joins: { usermeta: '{"a":1}' } });
    await expect(wrong).rejects.toThrow('an export of Auth0 has no second file usermeta; --join knows hashes');
  });
});
