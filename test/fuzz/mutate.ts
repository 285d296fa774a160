import type { RandomSource } from '../../src/cli/generate/random-source.ts';

/** Bytes and texts at which readers of CSV and UTF-8 go wrong. */
const TOKENS: readonly Buffer[] = [
  ...[
    ',',
    '\\',
    '\\,',
    '\\\\',
    '\n',
    '\r',
    '\r\n',
    '\r\r\n',
    ' ',
    '\t',
    '"',
    "'",
    '\0',
    'true',
    'FALSE',
    '@',
    '.',
    '+',
    '1',
  ],
  ...[
    '\ufeff',
    '\u00a0',
    '\u2028',
    '\u3000',
    'é',
    'ς',
    'İ',
    '漢',
    '😀',
    'e\u0301',
    '\u202e',
    '02/29/2000',
    '-0',
    '1e9',
  ],
  ...[
    'cognito:username',
    'custom:',
    'password_hash',
    'sub',
    '__proto__',
    'constructor',
    'x'.repeat(2_049),
    ','.repeat(300),
  ],
]
  .map((text) => Buffer.from(text))
  .concat(
    [[0xff], [0xc3], [0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xfe, 0xff]].map((bytes) =>
      Buffer.from(bytes),
    ),
  );

const LENGTH_MAX = 64 * 1024;

/** A file of the corpus after one to eight changes. */
export function mutate(random: RandomSource, corpus: readonly Buffer[]): Buffer {
  let bytes = corpus[random.below(corpus.length)] ?? Buffer.alloc(0);
  for (let changes = 1 + random.below(8); changes > 0; changes--) bytes = change(random, bytes, corpus);
  return bytes.subarray(0, LENGTH_MAX);
}

function change(random: RandomSource, bytes: Buffer, corpus: readonly Buffer[]): Buffer {
  const at = random.below(bytes.length + 1);
  const end = Math.min(bytes.length, at + random.below(40));
  const token = TOKENS[random.below(TOKENS.length)] ?? Buffer.alloc(0);
  switch (random.below(7)) {
    case 0:
      return splice(bytes, at, at, token);
    case 1:
      return splice(bytes, at, end, token);
    case 2:
      return splice(bytes, at, end, Buffer.alloc(0));
    case 3:
      return splice(bytes, at, Math.min(bytes.length, at + 1), Buffer.of(random.below(256)));
    case 4:
      return splice(bytes, at, at, bytes.subarray(at, end));
    case 5: {
      const other = corpus[random.below(corpus.length)] ?? bytes;
      return Buffer.concat([bytes.subarray(0, at), other.subarray(random.below(other.length + 1))]);
    }
    default:
      return random.chance(2)
        ? splice(bytes, at, at, Buffer.alloc(random.below(20_000), token))
        : bytes.subarray(0, at);
  }
}

function splice(bytes: Buffer, start: number, end: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, start), piece, bytes.subarray(end)]);
}
