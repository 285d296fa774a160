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
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'salt',
  'token',
  'tokens',
  'secret',
  'secrets',
  'otp',
  'totp',
  'pin',
]);
/** As the last word of a name, or before words that say which password it is. */
const PASSWORD_WORDS: ReadonlySet<string> = new Set([
  'password',
  'passwd',
  'pwd',
  'passwort',
  'kennwort',
  'passphrase',
]);
const WHICH_PASSWORD: ReadonlySet<string> = new Set(
  'old new previous current initial default temporary temp plain plaintext clear cleartext backup alt altes neu neues vorher bisher initial start klartext ancien nouveau antigua nueva anterior hash hashed encrypted 1 2 3'.split(
    ' ',
  ),
);

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
  const last = words.at(-1) ?? '';
  const isPassword = PASSWORD_WORDS.has(last) || (WHICH_PASSWORD.has(last) && PASSWORD_WORDS.has(words.at(-2) ?? ''));
  const isSecret =
    isPassword || SECRETS.has(plain) || SECRET_WORDS.has(last) || SECRET_ENDINGS.has(words.slice(-2).join(' '));
  return isSecret ? 'secret' : undefined;
}
