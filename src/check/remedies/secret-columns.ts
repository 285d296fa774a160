import { CUSTOM_ATTRIBUTE_PREFIX } from '../../domain/pools/custom-attribute.ts';

/** `hash`: of passwords; `password`: a password or its hash; `secret`: a salt, a token, a key, a recovery code. */
export type SecretKind = 'hash' | 'password' | 'secret';

const HASHES: ReadonlySet<string> = new Set([
  'encryptedpassword',
  'passwordhash',
  'passwordencrypted',
  'passwordbcrypt',
  'passworddigest',
  'hashedpassword',
  'passhash',
  'pwdhash',
  'passwdhash',
  'cryptedpassword',
  'passworthash',
  'kennworthash',
  'hash',
  'bcrypt',
]);
const PASSWORDS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'pass',
  'pwd',
  'userpass',
  'userpassword',
  'plainpassword',
  'passphrase',
  'temporarypassword',
  'passwort',
  'kennwort',
  'motdepasse',
  'contraseña',
  'contrasena',
]);
const SECRETS: ReadonlySet<string> = new Set([
  'apikey',
  'apischlüssel',
  'apischluessel',
  'cléapi',
  'clédapi',
  'clavedeapi',
  'initialpassword',
  'initialpasswort',
  'oldpassword',
  'newpassword',
  'currentpassword',
  'defaultpassword',
  'loginpassword',
  'cleartextpassword',
  'privatekey',
  'secretkey',
  'recoverycode',
  'recoverycodes',
  'backupcode',
  'backupcodes',
  'securitystamp',
  'securityanswer',
  'recoveryanswer',
  'mfakey',
  'otpbackupcodes',
  'useractivationkey',
  'encryptedotpsecretiv',
]);
/** As the last two words of a name. */
const SECRET_ENDINGS: ReadonlySet<string> = new Set(['recovery codes', 'recovery code', 'backup codes', 'backup code']);
/** As the last word of a name. */
const SECRET_WORDS: ReadonlySet<string> = new Set(['salt', 'token', 'tokens', 'secret', 'secrets', 'otp', 'totp']);

/** Whether a column holds, by its name, what no attribute may hold, since everybody who may list users sees attributes. */
export function findSecretKind(column: string): SecretKind | undefined {
  const own = column.startsWith(CUSTOM_ATTRIBUTE_PREFIX) ? column.slice(CUSTOM_ATTRIBUTE_PREFIX.length) : column;
  const words = own
    .normalize('NFC')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const plain = words.join('');
  if (HASHES.has(plain)) return 'hash';
  if (PASSWORDS.has(plain)) return 'password';
  const isSecret =
    SECRETS.has(plain) || SECRET_WORDS.has(words.at(-1) ?? '') || SECRET_ENDINGS.has(words.slice(-2).join(' '));
  return isSecret ? 'secret' : undefined;
}
