import { decodeBase64 } from './hash-bytes.ts';
import { carryHash, type HashVerdict, NO_HASH, refuseHash } from './hash-verdict.ts';
import { countOf, memberOf, textOf } from './json-parts.ts';
import { readHash } from './read-hash.ts';
import { writeArgon2idHash, writePbkdf2Hash } from './write-hash.ts';

/**
 * The password among the `credentials` of a Keycloak user (R752): secret and parameters are JSON inside strings. Releases before 10 wrote
 * them beside each other.
 */
export function readKeycloakHash(credentials: unknown): HashVerdict {
  const password = Array.isArray(credentials)
    ? credentials.find((credential) => memberOf(credential, 'type') === 'password')
    : undefined;
  if (password === undefined) return NO_HASH;
  const secret = parseMember(password, 'secretData') ?? password;
  const data = parseMember(password, 'credentialData') ?? password;
  const value = textOf(memberOf(secret, 'value')) ?? textOf(memberOf(password, 'hashedSaltedValue'));
  if (value === undefined) return refuseHash('unknown', 'damaged');
  const algorithm = textOf(memberOf(data, 'algorithm'));
  if (algorithm === undefined) return refuseHash('plain-password', 'not-hashed');
  const salt = decodeBase64(textOf(memberOf(secret, 'salt')) ?? '');
  const hash = decodeBase64(value);
  const iterations = countOf(memberOf(data, 'hashIterations'));
  if (algorithm === 'pbkdf2-sha256') return carryHash('keycloak-pbkdf2', writePbkdf2Hash(iterations, salt, hash));
  if (algorithm.startsWith('pbkdf2')) return refuseHash('pbkdf2-other-digest', 'other-digest');
  if (algorithm !== 'argon2') return readHash(value);
  const parameter = (name: string) => firstOf(memberOf(memberOf(data, 'additionalParameters'), name));
  if (parameter('type') !== 'id') return refuseHash('keycloak-argon2', 'argon2-type');
  if (parameter('version') !== '1.3') return refuseHash('keycloak-argon2', 'argon2-version');
  const [memory, lanes] = [parameter('memory'), parameter('parallelism')];
  return carryHash('keycloak-argon2', writeArgon2idHash(memory, iterations, lanes, salt, hash));
}

/** A member that holds JSON as text; an object is taken too. */
function parseMember(value: unknown, name: string): unknown {
  const member = memberOf(value, name);
  if (typeof member !== 'string') return member;
  try {
    return JSON.parse(member);
  } catch {
    // Not JSON: what it should have held is missing, and the hash is refused as damaged.
    return {};
  }
}

/** Parameters are lists of one text. */
function firstOf(value: unknown): string | undefined {
  return textOf(Array.isArray(value) ? value[0] : value);
}
