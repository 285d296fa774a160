import type { FileKind } from '../remedies/file-kind-texts.ts';

/** The start of a file, as bytes and as text. */
export interface FileHead {
  readonly bytes: Uint8Array;
  /** In the encoding that was found, without a byte order mark and white space at the start; at most 16 KiB are looked at. */
  readonly text: string;
}

interface KindSignature {
  readonly kind: FileKind;
  readonly isIn: (head: FileHead) => boolean;
}

/** Bytes at the start, and then a text among the first kilobytes. */
function signature(kind: FileKind, bytes: string, within?: RegExp): KindSignature {
  return {
    kind,
    isIn: ({ bytes: head }) => {
      const start = latin1(head, bytes.length);
      return start === bytes && (within === undefined || within.test(latin1(head, SEARCHED_BYTES)));
    },
  };
}

function pattern(kind: FileKind, regExp: RegExp): KindSignature {
  return { kind, isIn: ({ text }) => regExp.test(text) };
}

const SEARCHED_BYTES = 8_192;
const SEARCHED_CHARACTERS = 16_384;

/** The first that fits is taken: the closer ones come before what they are a part of. */
const BINARY_KINDS: readonly KindSignature[] = [
  signature('kind-gzip', '\x1f\x8b'),
  signature('kind-ods', 'PK\x03\x04', /mimetypeapplication\/vnd\.oasis\.opendocument/),
  signature('kind-numbers', 'PK\x03\x04', /Index\/(?:Document|Tables)|\.iwa/),
  signature('kind-xlsx', 'PK\x03\x04', /\[Content_Types\]\.xml|xl\/|_rels\/|docProps\//),
  // Written by Excel itself: version 2.0, flags 6.
  signature('kind-xlsx', 'PK\x03\x04\x14\x00\x06\x00'),
  signature('kind-zip', 'PK\x03\x04'),
  signature('kind-zip', 'PK\x05\x06'),
  signature('kind-xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  signature('kind-pdf', '%PDF-'),
  signature('kind-bzip2', 'BZh', /^BZh[1-9]1AY&SY/),
  signature('kind-xz', '\xfd7zXZ\x00'),
  signature('kind-zstd', '\x28\xb5\x2f\xfd'),
  signature('kind-7z', '7z\xbc\xaf\x27\x1c'),
  signature('kind-parquet', 'PAR1'),
  signature('kind-sqlite', 'SQLite format 3\x00'),
  signature('kind-pg-dump', 'PGDMP'),
];

const TEXT_KINDS: readonly KindSignature[] = [
  pattern('kind-pgp', /^-----BEGIN PGP MESSAGE-----/),
  pattern('kind-html', /^(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype html|html|head|body|table|meta)\b/i),
  pattern('kind-xml', /^<\?xml\s/),
  pattern('kind-ldif', /^(?:version: *\d+\s+|#[^\n]*\n\s*)*dn:/),
  pattern('kind-vcard', /^BEGIN:VCARD\b/i),
  pattern(
    'kind-sql-dump',
    /^(?:--[^\n]*\n\s*|\/\*(?!!)(?:(?!\*\/)[\s\S])*\*\/\s*)*(?:-- |\/\*!|SET |CREATE |DROP |INSERT INTO |COPY \S+ |BEGIN;|USE )/i,
  ),
];

/** JSON: what names of members say, quoted, with white space between. */
const JSON_KINDS: readonly KindSignature[] = [
  pattern(
    'kind-auth0-hashes',
    /"_id":\s*\{\s*"\$oid"[\s\S]*"passwordHash"|"passwordHash"[\s\S]*"_id":\s*\{\s*"\$oid"/i,
  ),
  pattern('kind-auth0-mfa', /"user_id":[\s\S]*"(?:otp_secret|recovery_code)"/),
  pattern('kind-user-pool', /^\{\s*(?:"UserPool":\s*\{|"Id":\s*"[a-z0-9-]+_)/),
  pattern('kind-list-users', /"(?:User)?Attributes":\s*\[\s*\{\s*"(?:Name|Value)"|"Users":\s*\[\s*\{[\s\S]*"Username"/),
  pattern('kind-firebase-json', /"localId":\s*"/),
  pattern('kind-fusionauth-json', /"insertInstant":|"uniqueUsername":|"encryptionScheme":/),
  pattern(
    'kind-keycloak-json',
    /"username":[\s\S]*"(?:credentials|emailVerified|createdTimestamp|realmRoles|requiredActions)":/,
  ),
  pattern('kind-keycloak-json', /"(?:credentials|createdTimestamp|emailVerified|realmRoles)":[\s\S]*"username":/),
  pattern('kind-keycloak-realm', /^\{[\s\S]*"(?:realm|accessTokenLifespan)":(?![\s\S]*"users":)/),
  pattern('kind-keycloak-json', /^\{[\s\S]*"realm":[\s\S]*"users":/),
  pattern('kind-supabase-json', /"encrypted_password":[\s\S]*"(?:raw_user_meta_data|email_confirmed_at|aud)":/),
  pattern('kind-supabase-json', /"(?:aud|email_confirmed_at)":[\s\S]*"encrypted_password":/),
  pattern('kind-okta-json', /"profile":\s*\{[^}]*"login":|"_links":[\s\S]*okta/),
  pattern('kind-entra-json', /"@odata\.context"|"userPrincipalName":/),
  pattern('kind-django-json', /"model":\s*"[\w.]+"[\s\S]*"fields":/),
  pattern('kind-wordpress-json', /"user_login":/),
  pattern('kind-devise-json', /"encrypted_password":/),
  pattern('kind-aspnet-json', /"normalized_?user_?name":|"LockoutEndDateUtc":/i),
  pattern('kind-laravel-json', /"(?:email_verified_at|remember_token)":/),
  pattern('kind-auth0-json', /"user_id":\s*"[\w-]+\|/),
  pattern('kind-auth0-json', /"identities":[\s\S]*"(?:connection|isSocial)":/),
  pattern('kind-ndjson', /^\{[^\n]*\}\s*\n\s*\{/),
  pattern('kind-json-array', /^\[/),
  pattern('kind-json', /^\{/),
];

/** What the file is, if its start shows that it is no CSV file. */
export function recognizeKind({ bytes, text }: FileHead): FileKind | undefined {
  const head = { bytes, text: text.slice(0, SEARCHED_CHARACTERS) };
  const find = (kinds: readonly KindSignature[]) => kinds.find(({ isIn }) => isIn(head))?.kind;
  const found = find(BINARY_KINDS) ?? find(TEXT_KINDS) ?? (isJson(head.text) ? find(JSON_KINDS) : undefined);
  if (found !== undefined) return found;
  if (isFirebaseCsv(head.text)) return 'kind-firebase-csv';
  return isBinary(head.text) ? 'kind-binary' : undefined;
}

/** An object or array begins, and not a value in brackets. */
function isJson(text: string): boolean {
  return /^(?:\{\s*(?:"|\}|$)|\[\s*(?:[{["\]]|\d|$))/.test(text);
}

/** Place of `createdAt` in a line of Firebase, if no value before it has a comma. */
const CREATED_AT_INDEX = 23;

/** 29 values, the last one blank: localId, email, emailVerified, …, createdAt and lastLoginAt in milliseconds, phone, disabled. */
function isFirebaseCsv(text: string): boolean {
  const end = text.indexOf('\n');
  const line = text.slice(0, end === -1 ? SEARCHED_BYTES : Math.min(end, SEARCHED_BYTES));
  const values = line.replace(/\r$/, '').split(',');
  const [localId = '', , isVerified = ''] = values;
  if (!/^[^\s]{1,128}$/.test(localId) || !isBooleanWord(isVerified)) return false;
  for (let index = CREATED_AT_INDEX; index + 3 < values.length; index++) {
    const [createdAt = '', lastLoginAt = '', phone = '', isDisabled = ''] = values.slice(index, index + 4);
    if (!/^\d{12,14}$/.test(createdAt) || !/^\d{0,14}$/.test(lastLoginAt) || !/^(?:\+\d+)?$/.test(phone)) continue;
    if (isDisabled === '' || isBooleanWord(isDisabled)) return true;
  }
  return false;
}

function isBooleanWord(text: string): boolean {
  return text === 'true' || text === 'false';
}

const BINARY_SHARE = 0.05;

/** Control characters that no text has. */
function isBinary(text: string): boolean {
  const sample = text.slice(0, SEARCHED_BYTES);
  const controls = [...sample].filter((character) => character < ' ' && !TEXT_CONTROLS.includes(character));
  return controls.length > sample.length * BINARY_SHARE;
}

const TEXT_CONTROLS = '\t\n\v\f\r\u001b';

function latin1(bytes: Uint8Array, length: number): string {
  return Array.from(bytes.subarray(0, length), (byte) => String.fromCharCode(byte)).join('');
}
