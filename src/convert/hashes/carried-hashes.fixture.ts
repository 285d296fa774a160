import type { PasswordHashingAlgorithm } from '../../domain/password-hashes/password-hashing-algorithm.ts';
import type { HashForm } from './hash-forms.ts';
import type { HashVerdict } from './hash-verdict.ts';
import {
  ARGON2ID,
  ASPNET,
  auth0,
  auth0Scrypt,
  BCRYPT,
  BCRYPT_HASH,
  BCRYPT_SALT,
  BCRYPT_Y,
  DJANGO_PBKDF2,
  DJANGO_SCRYPT,
  KEYCLOAK_VALUE,
  keycloak,
  keycloakArgon2,
  okta,
  PBKDF2_24000,
  PBKDF2_24000_LONG,
  SALT,
  SCRYPT_HEX,
  WERKZEUG_SCRYPT,
} from './known-hashes.fixture.ts';
import { readClerkHash } from './read-clerk-hash.ts';
import { readFusionAuthHash } from './read-fusionauth-hash.ts';
import { readHash } from './read-hash.ts';
import { readKeycloakHash } from './read-keycloak-hash.ts';

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
