import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

/** A file that somebody might give, by accident or to do harm, and what must come of it. */
export interface HostileExport {
  readonly name: string;
  readonly from: string;
  write(path: string, lineBytes: number): void;
  readonly outcome: HostileOutcome;
}

/** Records that are out and left out, or a text of the error. */
export type HostileOutcome =
  | { readonly out: number; readonly byReason: Readonly<Record<string, number>> }
  | { readonly error: string };

const LEVELS = 100_000;
const COLUMNS = 100_000;
const PIECE = 'y'.repeat(1_000_000);

const user = (id: number, members = '') =>
  `{"user_id":"auth0|${id}","email":"user${id}@example.com","email_verified":true${members}}`;
const deep = `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`;

function content(text: string | Uint8Array): HostileExport['write'] {
  return (path) => writeFileSync(path, text);
}

/** As long as asked for, between two texts, without being in memory as a whole. */
function longLine(before: string, after: string): HostileExport['write'] {
  return (path, lineBytes) => {
    const file = openSync(path, 'wx');
    writeSync(file, before);
    for (let bytes = 0; bytes < lineBytes; bytes += PIECE.length) writeSync(file, PIECE);
    writeSync(file, after);
    closeSync(file);
  };
}

export const HOSTILE_EXPORTS: readonly HostileExport[] = [
  {
    name: 'a line of JSON that is too long',
    from: 'auth0',
    write: longLine(`${user(1)}\n{"user_id":"auth0|2","x":"`, `"}\n${user(3)}\n`),
    outcome: { out: 2, byReason: { 'record-too-large': 1 } },
  },
  {
    name: 'a value in a JSON document that is too long',
    from: 'auth0',
    write: longLine(`[${user(1)},\n{"user_id":"auth0|2","x":"`, `"},\n${user(3)}]`),
    outcome: { out: 2, byReason: { 'record-too-large': 1 } },
  },
  {
    name: 'a line of CSV that is too long',
    from: 'csv',
    write: longLine('id,email,email_verified\n1,a@example.com,true\n2,', '\n3,c@example.com,true\n'),
    outcome: { out: 2, byReason: { 'record-too-large': 1 } },
  },
  {
    name: 'JSON that is nested too deep, in a value that is mapped and in one that is not',
    from: 'auth0',
    write: content(`${user(1)}\n${user(2, `,"name":${deep}`)}\n${user(3, `,"x":${deep}`)}\n`),
    outcome: { out: 2, byReason: { 'record-too-deep': 1 } },
  },
  {
    name: 'objects that are nested too deep, in a document',
    from: 'auth0',
    write: content(`[${user(1)},${user(2, `,"name":${'{"a":'.repeat(LEVELS)}1${'}'.repeat(LEVELS)}`)}]`),
    outcome: { out: 1, byReason: { 'record-too-deep': 1 } },
  },
  {
    name: 'NULs between and in values',
    from: 'auth0',
    write: content(`${user(1)}\n\0\0${user(2)}\n${user(3, ',"name":"a\\u0000b"')}\n${user(4, ',"name":"a\0b"')}\n`),
    outcome: { out: 1, byReason: { 'record-not-json': 2, 'record-unacceptable': 1 } },
  },
  {
    name: 'byte order marks before lines and in values',
    from: 'auth0',
    write: content(`\ufeff${user(1)}\n\ufeff${user(2)}\n${user(3, ',"name":"a\ufeffb"')}\n`),
    outcome: { out: 3, byReason: {} },
  },
  {
    name: 'members that are there twice',
    from: 'auth0',
    write: content(`${user(1, ',"email_verified":false')}\n${user(2, ',"email":"last@example.com"')}\n`),
    outcome: { out: 1, byReason: { 'nothing-verified': 1 } },
  },
  {
    name: 'members named __proto__ and constructor',
    from: 'auth0',
    write: content(
      [
        '{"user_id":"auth0|1","email":"a@example.com","__proto__":{"email_verified":true}}',
        '{"user_id":"auth0|2","email":"b@example.com","constructor":{"prototype":{"email_verified":true}}}',
        user(3, ',"__proto__":{"blocked":true},"toString":1,"hasOwnProperty":1'),
        '{"user_id":"auth0|4","email":"d@example.com"}\n',
      ].join('\n'),
    ),
    outcome: { out: 1, byReason: { 'verified-unknown': 3 } },
  },
  {
    name: 'columns named __proto__ and constructor',
    from: 'csv',
    write: content(
      'id,email,email_verified,__proto__,constructor\n1,a@example.com,true,x,y\n2,b@example.com,,true,true\n',
    ),
    outcome: { out: 1, byReason: { 'verified-unknown': 1 } },
  },
  {
    name: 'formulas',
    from: 'csv',
    write: content(`id,email,email_verified,name\n=cmd|A1,a@example.com,true,=1+1\n@x,b@example.com,,-2\n`),
    outcome: { out: 1, byReason: { 'verified-unknown': 1 } },
  },
  {
    name: 'quotes that never end',
    from: 'csv',
    write: content(`id,email,email_verified\n${'1,"a@example.com,true\n'.repeat(20_000)}`),
    outcome: { out: 1, byReason: { 'user-exists-already': 19_999 } },
  },
  {
    name: 'a file that is cut in a line',
    from: 'auth0',
    write: content(`${user(1)}\n${user(2).slice(0, -20)}`),
    outcome: { out: 1, byReason: { 'record-not-json': 1 } },
  },
  {
    name: 'a file that is cut in a document',
    from: 'auth0',
    write: content(`[${user(1)},${user(2).slice(0, -20)}`),
    outcome: { out: 1, byReason: { 'record-not-json': 1 } },
  },
  {
    name: '100,000 columns',
    from: 'csv',
    write: content(
      `${Array.from({ length: COLUMNS }, (_, index) => `c${index}`).join()}\n${','.repeat(COLUMNS - 1)}\n`,
    ),
    outcome: { error: 'more than 2000 columns' },
  },
  { name: 'an empty file', from: 'csv', write: content(''), outcome: { error: 'is empty' } },
  {
    name: 'a header alone',
    from: 'csv',
    write: content('id,email\n'),
    outcome: { error: 'there are no users in export' },
  },
  {
    name: 'a byte order mark alone',
    from: 'csv',
    write: content('\ufeff'),
    outcome: { error: 'nothing but blank lines' },
  },
  { name: 'a gzip file', from: 'auth0', write: content(gzipSync(user(1))), outcome: { error: 'gzip-compressed' } },
  { name: 'a directory', from: 'auth0', write: (path) => mkdirSync(path), outcome: { error: 'directory' } },
  {
    name: 'a pipe',
    from: 'auth0',
    write: (path) => execFileSync('mkfifo', [path]),
    outcome: { error: 'not a regular file' },
  },
];
