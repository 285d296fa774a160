import { closeSync, openSync, writeSync } from 'node:fs';
import { generatePasswordHash } from '../../../src/cli/generate/generated-password-hash.ts';
import { generatePerson } from '../../../src/cli/generate/generated-person.ts';
import { RandomSource } from '../../../src/cli/generate/random-source.ts';

/** What a conversion of the export and its file of hashes must count. */
export interface ExpectedConversion {
  readonly records: number;
  readonly out: number;
  readonly byReason: { readonly 'record-not-json': number; readonly 'nothing-verified': number };
  /** Users with a hash. */
  readonly bcrypt: number;
  /** Users of a database of Auth0 who have no hash. */
  readonly missing: number;
  /** Rows of hashes that no user finds. */
  readonly unfound: number;
}

/** The user of an index, whichever of the two files is written. */
interface Auth0User {
  /** In the database of Auth0, or at Google. */
  readonly id: string;
  readonly email: string;
  readonly isGoogle: boolean;
  readonly isBlocked: boolean;
  readonly isVerified: boolean;
  /** The line ends in the middle of a value. */
  readonly isCut: boolean;
  readonly hasHash: boolean;
  readonly random: RandomSource;
  readonly person: ReturnType<typeof generatePerson>;
}

/** How many of the users are blocked or have a role, in percent: an import leaves these for its follow-ups. */
export interface ExportShares {
  readonly blocked: number;
  readonly withRole: number;
}

const USUAL_SHARES: ExportShares = { blocked: 2, withRole: 20 };
const CONNECTION = 'Username-Password-Authentication';
/** Hashes come in another order than users: that of the multiples of this prime. */
const STRIDE = 1_000_003;
const BUFFER_CHARACTERS = 1024 * 1024;
const INDEX_MIX = 0x9e3779b1;

/** Writes the NDJSON of an export job of Auth0, and as many hashes as its support hands over. The same for the same seed. */
export function writeAuth0Export(
  usersPath: string,
  hashesPath: string,
  count: number,
  seed: number,
  shares = USUAL_SHARES,
): ExpectedConversion {
  if (count % STRIDE === 0) throw new Error(`${count} is a multiple of ${STRIDE}: hashes would repeat`);
  const expected = { out: 0, notJson: 0, unverified: 0, bcrypt: 0, missing: 0, found: 0 };
  writeLines(usersPath, count, (index) => {
    const user = auth0User(seed, index, shares);
    const { isCut, isGoogle, isBlocked, isVerified, hasHash } = user;
    if (isCut) expected.notJson += 1;
    else if (!isVerified) expected.unverified += 1;
    else expected.out += 1;
    if (!isCut && hasHash) expected.found += 1;
    if (!isCut && isVerified && !isBlocked && !isGoogle) expected[hasHash ? 'bcrypt' : 'missing'] += 1;
    return lineOfUser(user, shares);
  });
  writeLines(hashesPath, count, (index) => lineOfHash(auth0User(seed, (index * STRIDE) % count, shares)));
  return {
    records: count,
    out: expected.out,
    byReason: { 'record-not-json': expected.notJson, 'nothing-verified': expected.unverified },
    bcrypt: expected.bcrypt,
    missing: expected.missing,
    unfound: count - expected.found,
  };
}

function auth0User(seed: number, index: number, { blocked }: ExportShares): Auth0User {
  const random = new RandomSource(seed + Math.imul(index + 1, INDEX_MIX));
  const isGoogle = random.chance(10);
  const isBlocked = random.chance(blocked);
  const isVerified = !random.chance(4);
  const isCut = random.chance(0.1);
  const hasHash = !isGoogle && !random.chance(1);
  const person = generatePerson(random, index);
  const id = isGoogle
    ? `1${index.toString().padStart(20, '0')}`
    : `5dea9f9c2ee9d80d${index.toString(16).padStart(8, '0')}`;
  return { id, email: person.email, isGoogle, isBlocked, isVerified, isCut, hasHash, random, person };
}

function lineOfUser(
  { id, email, isGoogle, isBlocked, isVerified, isCut, random, person }: Auth0User,
  { withRole }: ExportShares,
): string {
  const provider = isGoogle ? 'google-oauth2' : 'auth0';
  const hasPhone = !isGoogle && isVerified && random.chance(70);
  const line = JSON.stringify({
    user_id: `${provider}|${id}`,
    email,
    email_verified: isVerified,
    ...(hasPhone ? { phone_number: phoneOf(id), phone_verified: true } : {}),
    name: `${person.givenName} ${person.familyName}`,
    given_name: person.givenName,
    family_name: person.familyName,
    nickname: person.username,
    picture: `https://s.gravatar.com/avatar/${id}?s=480&r=pg`,
    locale: person.locale,
    ...(isBlocked ? { blocked: true } : {}),
    created_at: '2021-03-05T16:35:16.775Z',
    updated_at: '2026-11-01T08:12:44.103Z',
    last_login: '2026-11-01T08:12:44.102Z',
    logins_count: 1 + random.below(500),
    identities: [{ user_id: id, provider, connection: isGoogle ? provider : CONNECTION, isSocial: isGoogle }],
    app_metadata: random.chance(withRole) ? { roles: [random.pick(['admin', 'editor', 'support'])] } : {},
    user_metadata: { address: person.address, zoneinfo: person.zoneinfo },
  });
  return isCut ? line.slice(0, line.length / 2) : line;
}

/** E.164, and nobody else's. */
function phoneOf(id: string): string {
  return `+49${1_500_000_000 + Number.parseInt(id.slice(-8), 16)}`;
}

/** A row for somebody else stands in the place of one that is missing. */
function lineOfHash({ id, email, hasHash, random }: Auth0User): string {
  return JSON.stringify({
    _id: { $oid: hasHash ? id : `ffff${id.padStart(24, '0').slice(4)}` },
    email_verified: true,
    email: hasHash ? email : `former.${email}`,
    passwordHash: generatePasswordHash('BCRYPT', random),
    password_set_date: { $date: '2021-03-05T16:35:16.775Z' },
    tenant: 'example',
    connection: CONNECTION,
    _tmp_is_unique: true,
  });
}

function writeLines(path: string, count: number, lineOf: (index: number) => string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    let text = '';
    for (let index = 0; index < count; index++) {
      text += `${lineOf(index)}\n`;
      if (text.length < BUFFER_CHARACTERS && index + 1 < count) continue;
      writeSync(file, text);
      text = '';
    }
  } finally {
    closeSync(file);
  }
}
