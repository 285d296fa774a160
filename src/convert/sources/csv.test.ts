import { describe, expect, it } from 'vitest';
import { convertBytes, findConversionFaults, readCase } from '../convert-bytes.fixture.ts';
import type { MappingFlags } from '../mapping/adjust-mapping.ts';
import type { Mapping } from '../mapping/mapping.ts';

const EXCEL: Mapping = {
  username: { column: 'Benutzername' },
  aliases: ['email'],
  attributes: {
    email: { column: 'E-Mail' },
    email_verified: { column: 'E-Mail bestätigt' },
    name: { template: '{Vorname} {Nachname}' },
    birthdate: { column: 'Geburtsdatum', date: 'dd.mm.yyyy' },
    phone_number: { column: 'Telefon' },
    'custom:department': { column: 'Abteilung' },
  },
  country: 'DE',
  booleans: { true: ['ja'], false: ['nein'] },
};

describe('a table of users', () => {
  it('of a database is read by the names of its columns (R700, R705, R707)', async () => {
    const converted = await convertBytes(readCase('csv-table.csv'));
    expect(findConversionFaults(converted)).toEqual([]);
    expect(Object.fromEntries(converted.report.byReason)).toEqual({ 'nothing-verified': 1 });
    expect(converted.users).toEqual([
      {
        'cognito:username': '7',
        email: 'ann@example.com',
        email_verified: 'true',
        name: 'José',
        'custom:created': '2024-01-01',
        password_hash: '$pbkdf2-sha256$260000$c2Vhc2FsdDEyMzQ1Njc4OTAxMkFC$lFIvDUt9X/57iA1ooO8XsPBhJtjwwYfHADVWIfocQQA',
      },
      {
        'cognito:username': '9',
        email: 'cleo@example.com',
        email_verified: 'true',
        name: 'Cléo',
        'custom:created': '2024-01-01',
        'custom:plan': 'pro',
      },
    ]);
    expect(converted.followUps).toEqual([
      { username: '7', groups: ['admin', 'editor'] },
      { username: '9', disabled: true },
    ]);
  });

  it('of a spreadsheet is read in its encoding and delimiter, with what a mapping says of its values (R705, R707, R708)', async () => {
    const converted = await convertBytes(readCase('csv-excel.csv'), { mapping: EXCEL });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users).toEqual([
      {
        'cognito:username': 'anna',
        email: 'anna@example.com',
        email_verified: 'true',
        name: 'Anna Müller; geb. "Groß"',
        birthdate: '02/01/1985',
        phone_number: '+4915112345678',
        'custom:department': 'Einkauf Süd',
        password_hash: '$2y$10$abcdefghijklmnopqrstuuPiS4iUBT88yFvUSk/tP0Mi6eDKfUO/S',
      },
    ]);
    expect(converted.report.lineBreaks).toBe(1);
    expect(
      (converted.files['left-out.csv'] ?? '').split('\n').map((line) => line.split(',').slice(1, 4).join(' ')),
    ).toEqual([
      'line id reason',
      '5 bernd Neither the email address nor the phone number is verified.',
      '6 carla "The value of phone_number is unclear: a spreadsheet rounded it',
      '7 dirk The value of birthdate is unclear: it is not a date in the form dd.mm.yyyy.',
      '8  "The record has 2 values',
      '9  The record has no values.',
      '',
    ]);
    expect(Object.values(converted.files).join()).not.toContain('SECRET-KEY');
  });

  it.each([
    ['Windows-1252', 'latin1'],
    ['mixed encodings', 'utf8'],
  ] as const)('with letters beside ASCII in its header is read in %s (R705)', async (_name, encoding) => {
    const header = Buffer.from('Benutzername;E-Mail;Straße\n', 'latin1');
    const rows = Array.from({ length: 20 }, (_row, index) => `u${index};u${index}@example.com;Köln ${index}\n`);
    const converted = await convertBytes(Buffer.concat([header, Buffer.from(rows.join(''), encoding)]), {
      emailVerified: 'yes',
    });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users[7]).toEqual({
      'cognito:username': 'u7',
      email: 'u7@example.com',
      email_verified: 'true',
      'custom:straße': 'Köln 7',
    });
  });

  it('with German words says who is verified, once their meaning is known (R707)', async () => {
    const table = 'Benutzername,E-Mail,E-Mail bestätigt\nann,ann@example.com,ja\nben,ben@example.com,nein\n';
    const unknown = await convertBytes(table);
    expect(Object.fromEntries(unknown.report.byReason)).toEqual({ 'value-unclear': 2 });
    const mapping: Mapping = {
      username: { column: 'Benutzername' },
      aliases: ['email'],
      attributes: { email: { column: 'E-Mail' }, email_verified: { column: 'E-Mail bestätigt' } },
      booleans: { true: ['ja'], false: ['nein'] },
    };
    const known = await convertBytes(table, { mapping });
    expect(Object.fromEntries(known.report.byReason)).toEqual({ 'nothing-verified': 1 });
  });

  it('whose users have nothing but an address gives a pool whose user names are addresses (R706)', async () => {
    const converted = await convertBytes('E-Mail,Vorname\nann@example.com,Ann\n', { emailVerified: 'yes' });
    expect(findConversionFaults(converted)).toEqual([]);
    expect(converted.users).toEqual([
      { 'cognito:username': 'ann@example.com', email: 'ann@example.com', email_verified: 'true', given_name: 'Ann' },
    ]);
  });

  it('that does not say who is verified imports nobody, unless a flag says so (R709)', async () => {
    const table = 'username,email\nann,ann@example.com\nben,\n';
    const [silent, denied, trusted] = await Promise.all([
      convertBytes(table),
      convertBytes(table, { emailVerified: 'no' }),
      convertBytes(table, { emailVerified: 'yes' }),
    ]);
    expect(Object.fromEntries(silent.report.byReason)).toEqual({ 'verified-unknown': 1, 'no-contact': 1 });
    expect(Object.fromEntries(denied.report.byReason)).toEqual({ 'nothing-verified': 1, 'no-contact': 1 });
    expect(trusted.users).toEqual([{ 'cognito:username': 'ann', email: 'ann@example.com', email_verified: 'true' }]);
  });

  it.each<[name: string, flags: MappingFlags, reasons: Readonly<Record<string, number>>]>([
    ['nothing said', {}, { 'verified-unknown': 1, 'phone-verified-unknown': 1 }],
    ['--email-verified yes', { emailVerified: 'yes' }, { 'phone-verified-unknown': 1 }],
    ['--email-verified no', { emailVerified: 'no' }, { 'nothing-verified': 1, 'phone-verified-unknown': 1 }],
  ])('has a reason of its own for whoever has a phone number alone: %s (R709)', async (_name, flags, reasons) => {
    const table = 'username,email,phone\nann,ann@example.com,+491603188131\nben,,+4930901820\n';
    const { report, files } = await convertBytes(table, flags);
    expect(Object.fromEntries(report.byReason)).toEqual(reasons);
    expect(files['left-out.csv']).toContain('phone_number_verified: {constant: true}');
  });

  it('names whoever has no id by the first value that is no secret', async () => {
    const { files } = await convertBytes('password_hash,Nr,Vorname,E-Mail\n$2b$10$x,17,Ann,\n', {
      emailVerified: 'yes',
    });
    expect(files['left-out.csv']).toMatch(/^export,2,17,/m);
    expect(files['left-out.csv']).not.toContain('$2b');
  });
});
