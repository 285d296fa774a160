import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { HashForm } from './hash-forms.ts';
import type { HashRefusal } from './hash-refusals.ts';
import type { HashVerdict } from './hash-verdict.ts';
import { readAuth0Hash } from './read-auth0-hash.ts';
import { readClerkHash } from './read-clerk-hash.ts';
import { readFusionAuthHash } from './read-fusionauth-hash.ts';
import { readHash } from './read-hash.ts';
import { readKeycloakHash } from './read-keycloak-hash.ts';
import { readOktaHash } from './read-okta-hash.ts';

/* Hashes of the password `Correct-Horse-7` as other systems keep them, made by libxcrypt, by Python's hashlib, by Werkzeug and by OpenSSL. */

const BCRYPT = '$2b$05$abcdefghijklmnopqrstuuprk/rqhgcPTYTHLq52sX1mIsVNYyi5u';
const BCRYPT_Y = BCRYPT.replace('$2b$', '$2y$');
const BCRYPT_HASH = 'prk/rqhgcPTYTHLq52sX1mIsVNYyi5u';
const BCRYPT_SALT = 'abcdefghijklmnopqrstuu';
const ARGON2ID = '$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$/t+s6cVh2XO+tmKyfnxoZUVS7b8xDlXRDuL5ilg455w';
/** Bytes 0 to 15. */
const SALT = 'AAECAwQFBgcICQoLDA0ODw==';
const PBKDF2_24000 = 'cnmaM8u8EuwQmXaujPVfbAZs8mfO6Gr1/hCtTBkWp4w=';
const PBKDF2_24000_LONG = 'cnmaM8u8EuwQmXaujPVfbAZs8mfO6Gr1/hCtTBkWp4zF1ZkSM3RX7rVh9YwqOm1xGQacl7bpmkTNNojM1lOvPw==';
const SCRYPT_HEX = '4d763a94ae7f800d409a359cc1a22a7bcda64e295aab852194e8ea1e58422236';
const DJANGO_PBKDF2 = 'pbkdf2_sha256$260000$seasalt123456789012AB$lFIvDUt9X/57iA1ooO8XsPBhJtjwwYfHADVWIfocQQA=';
const DJANGO_SCRYPT =
  'scrypt$16384$seasalt123456789012AB$8$1$9GEtB0hkJC2jb9VTMo0otsrh1VlfJXLN78kUVCThbcw8tLpF6Z/dwrcMAz6G/FZ60cA9esQbhIWaTTISUdHKHw==';
const WERKZEUG_SCRYPT =
  'scrypt:16384:8:1$TR1OPq007tAdIGBm$4fb39dbae54db3f9ceba31713fee8f2653def820f20456d9c8e88131a673d49d73acbddc11789a07747390b67c4ce5047d8342d02d4da97d54e45e5b4ec60bfd';
const ASPNET = 'AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg/Jox3jpGvbXqNNlxQ+kXv7ZumwPps+3uzQ0nBFVLtfuQ==';
const ASPNET_SHA512 = `AQAAAAIAAYagAAAAE${'A'.repeat(64)}w==`;
const KEYCLOAK_VALUE = '8I+M6cxGFm+FM795i+VmaIwabHwZrqzLOWakfFiqBUMxKBVTo5jrwXAToce++etKmQFp2g3dyn0dQNijRkoTaQ==';

function keycloak(data: object, secret: object): unknown[] {
  const [credentialData, secretData] = [JSON.stringify(data), JSON.stringify({ salt: SALT, ...secret })];
  return [
    { type: 'otp', secretData: '{"value":"GEZDGNBV"}', credentialData: '{"subType":"totp"}' },
    { type: 'password', secretData, credentialData },
  ];
}

function keycloakArgon2(hashIterations: number, change: object = {}): unknown[] {
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

const auth0Scrypt = (change: object) =>
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
const auth0 = (algorithm: string, value: string, more: object = {}) =>
  readAuth0Hash({ algorithm, hash: { value, encoding: 'utf8' }, ...more });
const okta = (hash: object) => readOktaHash({ hash });

/** Which form, from where, what becomes of it, and the form that its import takes. */
export const CARRIED_HASHES: readonly (readonly [HashForm, string, HashVerdict, PasswordHashingAlgorithm])[] = [
  ['bcrypt', '$2b$', readHash(BCRYPT), 'BCRYPT'],
  ['bcrypt', '$2a$', readHash(BCRYPT.replace('$2b$', '$2a$')), 'BCRYPT'],
  ['bcrypt', '$2y$ of Laravel', readHash(BCRYPT_Y), 'BCRYPT'],
  ['bcrypt', 'a padded column', readHash(`${BCRYPT}    `), 'BCRYPT'],
  [
    'bcrypt',
    'bits set that belong to no byte',
    readHash('$2b$05$abcdefghijklmnopqrstuvprk/rqhgcPTYTHLq52sX1mIsVNYyi5x'),
    'BCRYPT',
  ],
  ['bcrypt', 'Devise without pepper', readHash(BCRYPT, { pepper: 'none' }), 'BCRYPT'],
  ['bcrypt', 'Auth0', auth0('bcrypt', BCRYPT), 'BCRYPT'],
  ['bcrypt', 'Clerk', readClerkHash(BCRYPT, 'bcrypt'), 'BCRYPT'],
  [
    'bcrypt',
    'Keycloak with a provider for it',
    readKeycloakHash(keycloak({ algorithm: 'bcrypt' }, { value: BCRYPT })),
    'BCRYPT',
  ],
  ['bcrypt-prefixed', 'Django', readHash(`bcrypt$${BCRYPT}`), 'BCRYPT'],
  ['bcrypt-prefixed', 'Spring', readHash(`{bcrypt}${BCRYPT}`), 'BCRYPT'],
  ['bcrypt-prefixed', 'a directory', readHash(`{CRYPT}${BCRYPT_Y}`), 'BCRYPT'],
  [
    'bcrypt-parts',
    'Okta',
    okta({ algorithm: 'BCRYPT', workFactor: 5, salt: BCRYPT_SALT, value: BCRYPT_HASH }),
    'BCRYPT',
  ],
  [
    'bcrypt-parts',
    'FusionAuth',
    readFusionAuthHash({ encryptionScheme: 'bcrypt', factor: 5, salt: BCRYPT_SALT, password: BCRYPT_HASH }),
    'BCRYPT',
  ],
  ['django-pbkdf2', 'Django', readHash(DJANGO_PBKDF2), 'PBKDF2_SHA256'],
  ['django-pbkdf2', 'Clerk', readClerkHash(DJANGO_PBKDF2, 'pbkdf2_sha256_django'), 'PBKDF2_SHA256'],
  [
    'werkzeug-pbkdf2',
    'Werkzeug',
    readHash('pbkdf2:sha256:26000$vNhg5pYfGs0sfnOF$f0c20df7ae7dc591dfc92ab514679277698350a240933fe0a751b80eb016962b'),
    'PBKDF2_SHA256',
  ],
  [
    'pbkdf2',
    'passlib',
    readHash('$pbkdf2-sha256$29000$AAECAwQFBgcICQoLDA0ODw$vmuc48XHwMRdJbxDmr8ofKf/pi8QeiKOiGiI5plzeQY'),
    'PBKDF2_SHA256',
  ],
  [
    'phc-pbkdf2',
    'a PHC string of 64 bytes',
    readHash(
      '$pbkdf2-sha256$i=1000,l=64$AAECAwQFBgcICQoLDA0ODw$VrVVFC9l06r9lwjSM7+3+X7DO36uYtywnmEE+lVFjBAV+SMdIlH3jjs8rzENPUqdjyTmDD27dNtt7WA/KAEcqQ',
    ),
    'PBKDF2_SHA256',
  ],
  [
    'ldap-pbkdf2',
    'a directory',
    readHash('{PBKDF2-SHA256}29000$AAECAwQFBgcICQoLDA0ODw$vmuc48XHwMRdJbxDmr8ofKf/pi8QeiKOiGiI5plzeQY'),
    'PBKDF2_SHA256',
  ],
  [
    'keycloak-pbkdf2',
    'Keycloak, 64 bytes',
    readKeycloakHash(keycloak({ hashIterations: 27_500, algorithm: 'pbkdf2-sha256' }, { value: KEYCLOAK_VALUE })),
    'PBKDF2_SHA256',
  ],
  [
    'keycloak-pbkdf2',
    'Keycloak before release 10',
    readKeycloakHash([
      {
        type: 'password',
        algorithm: 'pbkdf2-sha256',
        hashIterations: 27_500,
        hashedSaltedValue: KEYCLOAK_VALUE,
        salt: SALT,
      },
    ]),
    'PBKDF2_SHA256',
  ],
  ['aspnet-pbkdf2', 'ASP.NET Core Identity', readHash(ASPNET), 'PBKDF2_SHA256'],
  [
    'pbkdf2-parts',
    'Okta',
    okta({
      algorithm: 'PBKDF2',
      digestAlgorithm: 'SHA256_HMAC',
      iterationCount: 24_000,
      keySize: 32,
      salt: SALT,
      value: PBKDF2_24000,
    }),
    'PBKDF2_SHA256',
  ],
  [
    'pbkdf2-parts',
    'FusionAuth, 32 bytes',
    readFusionAuthHash({
      encryptionScheme: 'salted-pbkdf2-hmac-sha256',
      factor: 24_000,
      salt: SALT,
      password: PBKDF2_24000,
    }),
    'PBKDF2_SHA256',
  ],
  [
    'pbkdf2-parts',
    'FusionAuth, 64 bytes',
    readFusionAuthHash({
      encryptionScheme: 'salted-pbkdf2-hmac-sha256-512',
      factor: '24000',
      salt: SALT,
      password: PBKDF2_24000_LONG,
    }),
    'PBKDF2_SHA256',
  ],
  [
    'pbkdf2-parts',
    'Clerk',
    readClerkHash(`pbkdf2_sha256$24000$${SALT}$${PBKDF2_24000}`, 'pbkdf2_sha256'),
    'PBKDF2_SHA256',
  ],
  ['scrypt', 'as an import takes it', readHash(`16384$8$1$000102030405060708090a0b0c0d0e0f$${SCRYPT_HEX}`), 'SCRYPT'],
  [
    'phc-scrypt',
    'a PHC string',
    readHash('$scrypt$ln=14,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$TXY6lK5/gA1AmjWcwaIqe82mTilaq4UhlOjqHlhCIjY'),
    'SCRYPT',
  ],
  ['django-scrypt', 'Django', readHash(DJANGO_SCRYPT), 'SCRYPT'],
  ['werkzeug-scrypt', 'Werkzeug', readHash(WERKZEUG_SCRYPT), 'SCRYPT'],
  ['werkzeug-scrypt', 'Clerk', readClerkHash(WERKZEUG_SCRYPT, 'scrypt_werkzeug'), 'SCRYPT'],
  ['scrypt-parts', 'Auth0', auth0Scrypt({}), 'SCRYPT'],
  ['argon2id', 'a PHC string', readHash(ARGON2ID), 'ARGON2ID'],
  [
    'argon2id',
    'other order, padded',
    readHash(ARGON2ID.replace('m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw', 'p=1,m=19456,t=2$AAECAwQFBgcICQoLDA0ODw==')),
    'ARGON2ID',
  ],
  ['argon2id', 'Auth0', auth0('argon2', ARGON2ID), 'ARGON2ID'],
  ['argon2id', 'Clerk', readClerkHash(ARGON2ID, 'argon2id'), 'ARGON2ID'],
  ['argon2id-prefixed', 'Django', readHash(`argon2${ARGON2ID}`), 'ARGON2ID'],
  ['argon2id-prefixed', 'Dovecot', readHash(`{ARGON2ID}${ARGON2ID}`), 'ARGON2ID'],
  ['keycloak-argon2', 'Keycloak with 2 iterations', readKeycloakHash(keycloakArgon2(2)), 'ARGON2ID'],
];

export const REFUSED_HASHES: readonly (readonly [HashForm, HashRefusal, string, HashVerdict])[] = [
  ['bcrypt', 'too-costly', 'cost 13', readHash(BCRYPT.replace('$05$', '$13$'))],
  ['bcrypt', 'damaged', 'cut by one character', readHash(BCRYPT.slice(0, -1))],
  ['bcrypt', 'pepper-possible', 'Devise, whose pepper is not known', readHash(BCRYPT, { pepper: 'possible' })],
  ['bcrypt', 'too-costly', 'too costly comes first', readHash(BCRYPT.replace('$05$', '$13$'), { pepper: 'possible' })],
  ['bcrypt-2x', 'bcrypt-faulty', '$2x$', readHash(BCRYPT.replace('$2b$', '$2x$'))],
  ['bcrypt-2x', 'bcrypt-faulty', '$2x$ with a prefix', readHash(`{bcrypt}${BCRYPT.replace('$2b$', '$2x$')}`)],
  ['bcrypt-no-letter', 'bcrypt-no-letter', '$2$', readHash(BCRYPT.replace('$2b$', '$2$'))],
  ['bcrypt-pre-hashed', 'pre-hashed', 'WordPress 6.8', readHash(`$wp${BCRYPT_Y}`)],
  ['bcrypt-pre-hashed', 'pre-hashed', 'Django', readHash(`bcrypt_sha256$${BCRYPT}`)],
  ['bcrypt-pre-hashed', 'pre-hashed', 'passlib', readHash(`$bcrypt-sha256$v=2,t=2b,r=5$${BCRYPT_SALT}$${BCRYPT_HASH}`)],
  ['bcrypt-pre-hashed', 'pre-hashed', 'Clerk', readClerkHash(`bcrypt_sha256$${BCRYPT}`, 'bcrypt_sha256_django')],
  ['bcrypt-peppered', 'peppered', 'Clerk', readClerkHash(BCRYPT, 'bcrypt_peppered')],
  [
    'bcrypt-parts',
    'damaged',
    'Okta without cost',
    okta({ algorithm: 'BCRYPT', salt: BCRYPT_SALT, value: BCRYPT_HASH }),
  ],
  [
    'bcrypt-parts',
    'damaged',
    'Okta, hash cut',
    okta({ algorithm: 'BCRYPT', workFactor: 5, salt: BCRYPT_SALT, value: 'x' }),
  ],
  ['django-pbkdf2', 'too-costly', 'Django 5', readHash(DJANGO_PBKDF2.replace('260000', '720000'))],
  ['django-pbkdf2', 'damaged', 'cut', readHash(DJANGO_PBKDF2.slice(0, -9))],
  [
    'werkzeug-pbkdf2',
    'too-costly',
    'Werkzeug 3',
    readHash('pbkdf2:sha256:1000000$GCaE2SyPUYQzjsCV$793df2c84444eb3f8042d7326c950e4f802132a3d1fe8d5358bcf5231c3b01ca'),
  ],
  [
    'keycloak-pbkdf2',
    'too-costly',
    'Keycloak',
    readKeycloakHash(keycloak({ hashIterations: 600_001, algorithm: 'pbkdf2-sha256' }, { value: KEYCLOAK_VALUE })),
  ],
  [
    'keycloak-pbkdf2',
    'damaged',
    'Keycloak without salt',
    readKeycloakHash(
      keycloak({ hashIterations: 27_500, algorithm: 'pbkdf2-sha256' }, { value: KEYCLOAK_VALUE, salt: null }),
    ),
  ],
  [
    'unknown',
    'damaged',
    'Keycloak, secret masked',
    readKeycloakHash([{ type: 'password', secretData: '**********', credentialData: '{}' }]),
  ],
  [
    'unknown',
    'damaged',
    'Keycloak, credentials of the REST API',
    readKeycloakHash([{ type: 'password', credentialData: '{"hashIterations":5,"algorithm":"argon2"}' }]),
  ],
  [
    'plain-password',
    'not-hashed',
    'Keycloak, written by hand',
    readKeycloakHash([{ type: 'password', value: 'Correct-Horse-7' }]),
  ],
  [
    'pbkdf2-other-digest',
    'other-digest',
    'Keycloak 24',
    readKeycloakHash(keycloak({ hashIterations: 210_000, algorithm: 'pbkdf2-sha512' }, { value: KEYCLOAK_VALUE })),
  ],
  [
    'pbkdf2-other-digest',
    'other-digest',
    'Keycloak, SHA-1',
    readKeycloakHash(keycloak({ hashIterations: 20_000, algorithm: 'pbkdf2' }, { value: KEYCLOAK_VALUE })),
  ],
  ['pbkdf2-other-digest', 'other-digest', 'Django', readHash('pbkdf2_sha1$260000$salt$aGFzaA==')],
  ['pbkdf2-other-digest', 'other-digest', 'Werkzeug', readHash('pbkdf2:sha512:1000$hjgcqJ41IbVtpjcm$85c315adc9efed2a')],
  ['pbkdf2-other-digest', 'other-digest', 'passlib', readHash('$pbkdf2-sha512$25000$c2FsdA$aGFzaA')],
  ['pbkdf2-other-digest', 'other-digest', 'passlib, SHA-1', readHash('$pbkdf2$25000$c2FsdA$aGFzaA')],
  ['pbkdf2-other-digest', 'other-digest', 'a directory', readHash('{PBKDF2-SHA512}25000$c2FsdA$aGFzaA')],
  ['pbkdf2-other-digest', 'other-digest', 'Auth0', auth0('pbkdf2', '$pbkdf2-sha512$i=100000,l=64$c2FsdA$aGFzaA')],
  [
    'pbkdf2-other-digest',
    'other-digest',
    'Okta',
    okta({ algorithm: 'PBKDF2', digestAlgorithm: 'SHA512_HMAC', iterationCount: 1, salt: SALT, value: PBKDF2_24000 }),
  ],
  [
    'pbkdf2-other-digest',
    'other-digest',
    'FusionAuth',
    readFusionAuthHash({
      encryptionScheme: 'salted-pbkdf2-hmac-sha512-512',
      factor: 1,
      salt: SALT,
      password: PBKDF2_24000_LONG,
    }),
  ],
  ['pbkdf2-other-digest', 'other-digest', 'Clerk', readClerkHash('pbkdf2_sha512$1$c2FsdA==$aGFzaA==', 'pbkdf2_sha512')],
  ['aspnet-other-digest', 'other-digest', 'ASP.NET, since .NET 7', readHash(ASPNET_SHA512)],
  ['aspnet-other-digest', 'other-digest', 'ASP.NET Identity 2', readHash(`A${'A'.repeat(64)}w==`)],
  [
    'aspnet-pbkdf2',
    'damaged',
    'subkey cut',
    readHash('AQAAAAEAACcQAAAAEAABAgMEBQYHCAkKCwwNDg/Jox3jpGvbXqNNlxQ+kXv7ZumwPps+3uzQ0nA='),
  ],
  ['aspnet-pbkdf2', 'too-costly', '1,000,000 iterations', readHash(ASPNET.replace('AQAAAAEAACcQ', 'AQAAAAEAD0JA'))],
  ['django-scrypt', 'too-costly', 'p 5', readHash(DJANGO_SCRYPT.replace('$8$1$', '$8$5$'))],
  ['django-scrypt', 'damaged', 'N no power of two', readHash(DJANGO_SCRYPT.replace('16384', '16383'))],
  ['django-scrypt', 'damaged', 'broken base64', readHash('scrypt$16384$salt$8$1$A')],
  ['scrypt', 'too-costly', 'N 131072', readHash(`131072$8$1$0001$${SCRYPT_HEX}`)],
  [
    'phc-scrypt',
    'too-costly',
    'ln 17',
    readHash('$scrypt$ln=17,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$TXY6lK5/gA1AmjWcwaIqe82mTilaq4UhlOjqHlhCIjY'),
  ],
  ['scrypt-parts', 'too-costly', 'Auth0', auth0Scrypt({ blockSize: 16 })],
  ['scrypt-parts', 'damaged', 'Auth0 without cost', auth0Scrypt({ cost: undefined })],
  ['scrypt-parts', 'password-encoding', 'Auth0', auth0Scrypt({ password: { encoding: 'utf16le' } })],
  ['better-auth-scrypt', 'too-costly', 'Better Auth', readHash(`${'0'.repeat(32)}:${'f'.repeat(128)}`)],
  [
    'firebase-scrypt',
    'own-algorithm',
    'Supabase',
    readHash('$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==,sk=c2s=$c2FsdA==$aGFzaA=='),
  ],
  ['firebase-scrypt', 'own-algorithm', 'Clerk', readClerkHash('aGFzaA==$c2FsdA==$a2V5$Bw==$8$14', 'scrypt_firebase')],
  ['argon2id', 'too-costly', 'Laravel', readHash(ARGON2ID.replace('m=19456,t=2,p=1', 'm=65536,t=4,p=1'))],
  [
    'argon2id-prefixed',
    'too-costly',
    'Django',
    readHash(`argon2${ARGON2ID.replace('m=19456,t=2,p=1', 'm=102400,t=2,p=8')}`),
  ],
  ['argon2id', 'argon2-version', 'version 1.0', readHash(ARGON2ID.replace('v=19', 'v=16'))],
  ['argon2id', 'argon2-version', 'no version', readHash(ARGON2ID.replace('$v=19', ''))],
  ['argon2id', 'damaged', 'cut', readHash(ARGON2ID.slice(0, 50))],
  ['keycloak-argon2', 'too-costly', 'Keycloak by default', readKeycloakHash(keycloakArgon2(5))],
  ['keycloak-argon2', 'argon2-type', 'Keycloak', readKeycloakHash(keycloakArgon2(2, { type: ['i'] }))],
  ['keycloak-argon2', 'argon2-version', 'Keycloak', readKeycloakHash(keycloakArgon2(2, { version: ['1.0'] }))],
  ['argon2-other-type', 'argon2-type', 'argon2i', readHash(ARGON2ID.replace('argon2id', 'argon2i'))],
  [
    'argon2-other-type',
    'argon2-type',
    'argon2d of Django',
    readHash(`argon2${ARGON2ID.replace('argon2id', 'argon2d')}`),
  ],
  ['argon2-other-type', 'argon2-type', 'Clerk', readClerkHash(ARGON2ID.replace('argon2id', 'argon2i'), 'argon2i')],
  ['phpass', 'other-algorithm', 'WordPress', readHash('$P$B5cYqzGJ3kR1abcdefghijklmnopqrs')],
  ['phpass', 'other-algorithm', 'phpBB', readHash('$H$9IQRaTwmfeRo7ud9Fh4E2PdI0S3r.L0')],
  [
    'phpass',
    'other-algorithm',
    'FusionAuth',
    readFusionAuthHash({ encryptionScheme: 'phpass-md5', factor: 8, salt: 'x', password: 'y' }),
  ],
  [
    'crypt',
    'other-algorithm',
    'SHA-512',
    readHash(
      '$6$5.FMj0k7XEo.xymi$tZkJN1QdJj6jy/2vn8E3KmA8/5r6wT2HqdAZJ.9k04rUTVpK0xXCioLhJSiVOW52GmH75GCl3L/IQ9OhZ11lw0',
    ),
  ],
  ['crypt', 'other-algorithm', 'SHA-256', readHash('$5$saltstring$Bclvlikh6RE4jOHzaalOaLvbIkMgyRl0G1sGKleYy28')],
  [
    'crypt',
    'other-algorithm',
    'yescrypt',
    readHash('$y$j9T$F5Jx5fExrKuPp53xLKQ..1$59VCabYsYI0IYAYXmlqdI42O0GYwEa007h2BPv3Js53'),
  ],
  ['scheme-in-braces', 'other-algorithm', 'a directory', readHash('{SSHA}c2FsdGVkaGFzaA==')],
  ['scheme-in-braces', 'other-algorithm', 'Spring', readHash('{pbkdf2@SpringSecurity_v5_8}0123')],
  ['plain-digest', 'other-algorithm', 'MD5', readHash('5f4dcc3b5aa765d61d8327deb882cf99')],
  ['plain-digest', 'other-algorithm', 'MD5 and salt', readHash('5f4dcc3b5aa765d61d8327deb882cf99:salt')],
  ['plain-digest', 'other-algorithm', 'SHA-1 of MySQL', readHash('*2470C0C06DEE42FD1618BB99005ADCA2EC9D1E19')],
  ['plain-digest', 'other-algorithm', 'SHA-256', readHash('a'.repeat(64))],
  ['plain-digest', 'other-algorithm', 'SHA-256 in base64', readHash('6T2mTilaq4UhlOjqHlhCIjZNdjqUrn+ADUCaNZzBoio=')],
  ['plain-digest', 'other-algorithm', 'old Django', readHash('sha1$salt$8843d7f92416211de9ebb963ff4ce28125932878')],
  [
    'plain-digest',
    'other-algorithm',
    'Okta',
    okta({ algorithm: 'SHA-512', salt: 'x', saltOrder: 'PREFIX', value: 'y' }),
  ],
  [
    'plain-digest',
    'other-algorithm',
    'FusionAuth',
    readFusionAuthHash({ encryptionScheme: 'salted-md5', factor: 1, salt: 'x', password: 'y' }),
  ],
  ['plain-digest', 'other-algorithm', 'Auth0', auth0('md5', '5f4dcc3b5aa765d61d8327deb882cf99')],
  ['plain-digest', 'other-algorithm', 'Clerk', readClerkHash('5f4dcc3b5aa765d61d8327deb882cf99', 'md5')],
  ['plain-password', 'not-hashed', 'a password', readHash('hunter2')],
  ['plain-password', 'not-hashed', 'a password that begins as a mark', readHash('!hunter2')],
  ['plain-password', 'not-hashed', 'Spring', readHash('{noop}hunter2')],
  ['plain-password', 'not-hashed', 'Okta', readOktaHash({ value: 'hunter2' })],
  ['plain-password', 'not-hashed', 'FusionAuth', readFusionAuthHash({ password: 'hunter2' })],
  ['kept-elsewhere', 'kept-elsewhere', 'Clerk', readClerkHash('awscognito#eu-west-1_Example#client#ann', 'awscognito')],
  ['unknown', 'unknown', 'a long text', readHash('x'.repeat(2_049))],
  ['unknown', 'unknown', 'a sentence', readHash('what this is, nobody knows')],
  ['unknown', 'password-encoding', 'Auth0', auth0('bcrypt', BCRYPT, { password: { encoding: 'utf16le' } })],
  ['unknown', 'unknown', 'Okta', okta({ algorithm: 'OTHER' })],
  ['unknown', 'damaged', 'Auth0 without value', readAuth0Hash({ algorithm: 'bcrypt' })],
];
