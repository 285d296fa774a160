import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FILE_KIND_TEXTS, type FileKind } from '../remedies/file-kind-texts.ts';
import { recognizeKind } from './recognize-kind.ts';

const kindOf = (content: string | Uint8Array) => {
  const bytes = Buffer.from(content);
  return recognizeKind({ bytes, text: bytes.toString('utf8').trimStart() });
};
const zip = (name: string, content = '') =>
  Buffer.from(`PK\u0003\u0004\u0014\0\0\0\0\0${'\0'.repeat(20)}${name}${content}`);

const KINDS: readonly (readonly [FileKind, string | Uint8Array])[] = [
  ['kind-gzip', gzipSync('name\n')],
  ['kind-xlsx', zip('[Content_Types].xml')],
  ['kind-xlsx', zip('xl/workbook.xml')],
  ['kind-xlsx', Buffer.from('504b030414000600080000002100', 'hex')],
  ['kind-ods', zip('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')],
  ['kind-numbers', zip('Index/Document.iwa')],
  ['kind-zip', zip('users.csv')],
  ['kind-xls', Buffer.from('d0cf11e0a1b11ae100', 'hex')],
  ['kind-pdf', '%PDF-1.7\n%âãÏÓ'],
  ['kind-bzip2', 'BZh91AY&SY'],
  ['kind-xz', Buffer.from('fd377a585a0000', 'hex')],
  ['kind-zstd', Buffer.from('28b52ffd24', 'hex')],
  ['kind-7z', Buffer.from('377abcaf271c0004', 'hex')],
  ['kind-parquet', 'PAR1\u0015\u0004'],
  ['kind-sqlite', 'SQLite format 3\0\u0010'],
  ['kind-pg-dump', 'PGDMP\u0001\u000e'],
  ['kind-pgp', '-----BEGIN PGP MESSAGE-----\n\nhQ'],
  ['kind-html', '<!DOCTYPE html>\n<html><body>Sign in'],
  ['kind-html', '\n<table><tr><td>ann</td></tr></table>'],
  ['kind-xml', '<?xml version="1.0"?>\n<users/>'],
  ['kind-ldif', 'version: 1\n\ndn: uid=ann,dc=example,dc=com\nmail: ann@example.com'],
  ['kind-vcard', 'BEGIN:VCARD\nFN:Ann'],
  ['kind-sql-dump', "-- MySQL dump 10.13\n--\n\nINSERT INTO `users` VALUES (1,'ann');"],
  ['kind-sql-dump', '--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;'],
  ['kind-sql-dump', 'COPY public.users (id, email) FROM stdin;\n1\tann@example.com'],
  ['kind-list-users', '{"Users":[{"Username":"ann","Attributes":[{"Name":"email","Value":"ann@example.com"}]}]}'],
  ['kind-list-users', '[{"Attributes":[{"Value":"ann@example.com","Name":"email"}],"Username":"ann"}]'],
  ['kind-user-pool', '{\n  "UserPool": {\n    "Id": "us-east-1_abc", "SchemaAttributes": []'],
  ['kind-firebase-json', '{"users": [{"localId": "Xk1", "email": "ann@example.com", "passwordHash": "Zm9v"}]}'],
  [
    'kind-firebase-csv',
    `Xk1,ann@example.com,true,Zm9v,c2FsdA==,Ann Bee${','.repeat(18)}1577836800000,1577836900000,+12065550100,,,\n`,
  ],
  ['kind-keycloak-json', '[{"username":"ann","emailVerified":true,"firstName":"Ann","credentials":[]}]'],
  ['kind-keycloak-json', '{"realm":"example","users":[{"id":"1","createdTimestamp":1,"username":"ann"}]}'],
  ['kind-keycloak-realm', '{"id":"1","realm":"example","accessTokenLifespan":300,"clients":[]}'],
  ['kind-auth0-json', '{"user_id":"auth0|5f7c","email":"ann@example.com"}\n{"user_id":"auth0|5f7d"}'],
  ['kind-auth0-hashes', '{"_id":{"$oid":"5dea"},"email":"ann@example.com","passwordHash":"$2b$10$x"}'],
  ['kind-auth0-mfa', '{"user_id":"auth0|5f7c","otp_secret":"ABC"}'],
  ['kind-okta-json', '[{"id":"00u1","status":"ACTIVE","profile":{"firstName":"Ann","login":"ann@example.com"}}]'],
  ['kind-entra-json', '{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#users","value":[]}'],
  ['kind-supabase-json', '[{"id":"1","aud":"authenticated","email":"a@example.com","encrypted_password":""}]'],
  ['kind-supabase-json', '[{"id":"1","encrypted_password":"$2a$10$x","raw_user_meta_data":{}}]'],
  ['kind-fusionauth-json', '{"users":[{"email":"a@example.com","encryptionScheme":"bcrypt","factor":10}]}'],
  ['kind-fusionauth-json', '{"users":[{"active":true,"insertInstant":1577836800000,"username":"ann"}]}'],
  ['kind-django-json', '[{"model": "auth.user", "pk": 1, "fields": {"username": "ann"}}]'],
  ['kind-wordpress-json', '[{"ID":1,"user_login":"ann","user_email":"ann@example.com","roles":"editor"}]'],
  ['kind-devise-json', '[{"id":1,"email":"ann@example.com","encrypted_password":"$2a$12$x","confirmed_at":null}]'],
  ['kind-laravel-json', '[{"id":1,"name":"Ann","email":"ann@example.com","email_verified_at":null}]'],
  ['kind-aspnet-json', '[{"Id":"1","UserName":"ann","NormalizedUserName":"ANN"}]'],
  ['kind-aspnet-json', '[{"id":"1","userName":"ann","normalizedUserName":"ANN"}]'],
  ['kind-ndjson', '{"id":1}\n{"id":2}\n'],
  ['kind-json-array', '[\n {"id":1}]'],
  ['kind-json', '{"data":[]}'],
  ['kind-binary', Buffer.from(Array.from({ length: 200 }, (_, index) => index % 32))],
];

describe('recognizeKind', () => {
  it.each(KINDS)('knows %s', (kind, content) => {
    expect(kindOf(content)).toBe(kind);
  });

  it('is tested for each kind', () => {
    expect(new Set(KINDS.map(([kind]) => kind))).toEqual(new Set(Object.keys(FILE_KIND_TEXTS)));
  });

  it.each([
    ['a header', 'cognito:username,email\nann,ann@example.com\n'],
    ['an empty file', ''],
    ['a name in brackets', '[ann],{bob}\n'],
    ['a header of another system', 'login,firstName,lastName\n'],
    ['words that begin a statement', 'settings,created\n'],
    ['a record without a header', `ann${','.repeat(9)}ann@example.com,true,,,,,,,,,\n`],
    ['a NUL in a value', `name,email\n${'a'.repeat(99)}\0,b\n`],
    ['compressed data in name only', 'BZhang,user\n'],
  ])('takes for what it seems: %s', (_name, content) => {
    expect(kindOf(content)).toBeUndefined();
  });

  it.each(Object.entries(FILE_KIND_TEXTS))('says in a sentence what to do: %s', (_kind, text) => {
    expect(text).toMatch(/^It (?:is|describes) .*\.$/);
  });

  it.each([
    ['commas alone', `a,b,true${','.repeat(8_000)}`],
    ['times alone', `a,b,true${',1606694400000'.repeat(500)},x`],
  ])('takes one look at a line that begins like one of Firebase: %s', (_name, line) => {
    expect(kindOf(line)).toBeUndefined();
  });

  it('answers for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const kind = kindOf(bytes);
        expect(kind === undefined || kind in FILE_KIND_TEXTS).toBe(true);
      }),
    );
  });
});
