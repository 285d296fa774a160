import { readAuth0Hash } from './read-auth0-hash.ts';
import { readOktaHash } from './read-okta-hash.ts';

/* Hashes of the password `Correct-Horse-7` as other systems keep them, made by libxcrypt, by Python's hashlib, by Werkzeug and by OpenSSL. */

export const BCRYPT = '$2b$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u';
export const BCRYPT_Y = BCRYPT.replace('$2b$', '$2y$');
export const BCRYPT_HASH = 'prk/rqhgcPTYTHLq52sX1mIsVNYyi5u';
export const BCRYPT_SALT = 'abcdefghijklmnopqrstuu';
export const ARGON2ID =
  '$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$/t+s6cVh2XO+tmKyfnxoZUVS7b8xDlXRDuL5ilg455w';
/** Bytes 0 to 15. */
export const SALT = 'AAECAwQFBgcICQoLDA0ODw==';
export const PBKDF2_24000 = 'cnmaM8u8EuwQmXaujPVfbAZs8mfO6Gr1/hCtTBkWp4w=';
export const PBKDF2_24000_LONG =
  'cnmaM8u8EuwQmXaujPVfbAZs8mfO6Gr1/hCtTBkWp4zF1ZkSM3RX7rVh9YwqOm1xGQacl7bpmkTNNojM1lOvPw==';
export const SCRYPT_HEX = '4d763a94ae7f800d409a359cc1a22a7bcda64e295aab852194e8ea1e58422236';
export const DJANGO_PBKDF2 = 'pbkdf2_sha256$260000$seasalt123456789012AB$lFIvDUt9X/57iA1ooO8XsPBhJtjwwYfHADVWIfocQQA=';
export const DJANGO_SCRYPT =
  'scrypt$16384$seasalt123456789012AB$8$1$9GEtB0hkJC2jb9VTMo0otsrh1VlfJXLN78kUVCThbcw8tLpF6Z/dwrcMAz6G/FZ60cA9esQbhIWaTTISUdHKHw==';
export const WERKZEUG_SCRYPT =
  'scrypt:16384:8:1$TR1OPq007tAdIGBm$4fb39dbae54db3f9ceba31713fee8f2653def820f20456d9c8e88131a673d49d73acbddc11789a07747390b67c4ce5047d8342d02d4da97d54e45e5b4ec60bfd';
export const ASPNET = 'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg/Jox3jpGvbXqNNlxQ+kXv7ZumwPps+3uzQ0nBFVLtfuQ==';
export const ASPNET_SHA512 = `AQAAAAIAAYagAAAAE${'A'.repeat(64)}w==`;
export const KEYCLOAK_VALUE =
  '8I+M6cxGFm+FM795i+VmaIwabHwZrqzLOWakfFiqBUMxKBVTo5jrwXAToce++etKmQFp2g3dyn0dQNijRkoTaQ==';

export function keycloak(data: object, secret: object): unknown[] {
  const [credentialData, secretData] = [JSON.stringify(data), JSON.stringify({ salt: SALT, ...secret })];
  return [
    { type: 'otp', secretData: '{"value":"GEZDGNBV"}', credentialData: '{"subType":"totp"}' },
    { type: 'password', secretData, credentialData },
  ];
}

export function keycloakArgon2(hashIterations: number, change: object = {}): unknown[] {
  const additionalParameters = {
    hashLength: ['32'],
    memory: ['7168'],
    type: ['id'],
    version: ['1.3'],
    parallelism: ['1'],
    ...change,
  };
  const value = 'KxOzvJD6ooAFlBYGo8E6bkG93AB9jzGqTSgb2pHuIpo=';
  return keycloak({ hashIterations, algorithm: 'argon2', additionalParameters }, { value });
}

export const auth0Scrypt = (change: object) =>
  readAuth0Hash({
    algorithm: 'scrypt',
    hash: { value: SCRYPT_HEX, encoding: 'hex' },
    salt: { value: SALT, encoding: 'base64' },
    keylen: 32,
    cost: 16_384,
    blockSize: 8,
    parallelization: 1,
    ...change,
  });
export const auth0 = (algorithm: string, value: string, more: object = {}) =>
  readAuth0Hash({ algorithm, hash: { value, encoding: 'utf8' }, ...more });
export const okta = (hash: object) => readOktaHash({ hash });
