import type { FileTextId } from '../../domain/texts/file-text-id.ts';
import type { UnimportedTextId } from '../../domain/texts/record-texts.ts';
import { EXPORT_TEXTS, SECRET_TEXTS } from './export-texts.ts';
import { FILE_KIND_TEXTS } from './file-kind-texts.ts';
import { HASH_TEXTS } from './hash-texts.ts';

/** What to do about a record that makes no user, where nothing closer is known of it. */
const OF_RECORDS = {
  'already-exists': 'An earlier record has this user, and the first one wins. Remove one of the two.',
  'nothing-verified':
    'Write true in email_verified or phone_number_verified, whichever the pool verifies, and enter the address or number too.',
  'email-malformed': 'Write one address such as ann@example.com: one @, no white space, a domain with a dot.',
  'phone-number-malformed': 'Write + and 1 to 15 digits with nothing between them, such as +12345550100.',
  'username-like-email': 'Give the user a name that is not an email address; the address goes in email.',
  'username-not-email': "Write the user's email address in cognito:username.",
  'username-not-email-or-phone-number':
    "Write the user's email address or phone number (+ and digits) in cognito:username.",
  'attribute-required':
    'The pool requires this attribute: give every user a value, or create a pool that does not require it.',
  'alias-taken':
    'An earlier record has this value as an alias, and an alias belongs to one user. Change one of the two, or mark one as not verified.',
  'field-count-differs':
    'Give each record one value for each column of the header, even if it is blank. A comma inside a value is written \\, with a backslash.',
  'record-too-long': 'Shorten the values: a line may have at most 16,000 characters.',
  'nul-character': 'Remove the NUL character (U+0000) from the value.',
  'username-missing': 'Give every user a name in cognito:username.',
  'username-malformed':
    'Use 1 to 128 letters, digits, marks, symbols and punctuation; no white space, no control characters.',
  'boolean-malformed': 'Write true or false, in any case, or leave the value blank.',
  'verified-email-missing': 'Enter the email address, or write false in email_verified.',
  'verified-phone-number-missing': 'Enter the phone number, or write false in phone_number_verified.',
  'birthdate-malformed': 'Write month/day/year with 2, 2 and 4 digits and a day that exists, such as 02/01/1985.',
  'updated-at-malformed': 'Write whole seconds since 1970 in digits, such as 1471453471, or leave the value blank.',
  'constraint-violated': "Keep the value within the length or range that the pool's schema allows for this attribute.",
  'mfa-mismatch': 'Leave the value blank, or write what the pool accepts: true if MFA is ON, false if it is OFF.',
  'username-not-phone-number': "Write the user's phone number, + and digits, in cognito:username.",
  'username-like-phone-number': 'Give the user a name that is not a phone number; the number goes in phone_number.',
  'username-differs': 'Write the same value in both columns, or leave this one blank: it is filled from the user name.',
  'password-hash-malformed':
    'Export the hash again in the exact form of the algorithm, or leave the value blank: the user must then reset the password.',
  'password-hash-out-of-bounds':
    'Cognito accepts bcrypt up to cost 12, scrypt up to N 65536, r 8 and p 1, argon2id up to m 19456, t 2 and p 1, PBKDF2 up to 600,000 iterations. Leave the value blank: the user must then reset the password.',
  'password-hash-of-other-algorithm': 'Put the hashes of each algorithm in a separate file and job.',
  'record-failed-internally': 'Please report this line: it should not be possible.',
} as const satisfies Readonly<Record<UnimportedTextId, string>>;

/** What to do about a record that comes after what is in the pool already. */
const OF_POOL = {
  'user-in-pool':
    'The pool has this user already: an import skips the record and does not change the user. Nothing has to be done, unless somebody else has the name.',
  'alias-in-pool':
    'A user of the pool has this value as an alias, and an alias belongs to one user. Find out whether both are the same person; otherwise change one of the two, or mark this one as not verified.',
} as const;

/** What to do about a fault of the whole file, where nothing closer is known of it. */
const OF_FILES = {
  'auto-verified-attributes-missing':
    'Let the pool verify email or phone_number (AutoVerifiedAttributes): Cognito imports users only into such pools.',
  'header-column-unexpected':
    'Name the columns exactly as GetCSVHeader does (muster header prints the line), with no comma after the last one.',
  'header-column-missing':
    'Add the column to the header, and a comma to every record: a column may be blank, but it must exist.',
  'header-column-repeated': 'Remove one of the two columns from the header and from every record.',
  'password-hash-column-missing':
    'Add the column password_hash, or create the job without a password hashing algorithm.',
  'header-too-long': 'The first line must be the header. Check that the lines of the file end with LF or CRLF.',
  'file-begins-with-bom':
    "Save the file as UTF-8 without BOM, or remove its first three bytes: tail -c +4 FILE > NEW. A spreadsheet's 'CSV UTF-8' has a BOM.",
  'file-not-utf-8': 'Convert the file. If a spreadsheet wrote it: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW.',
  'file-empty': 'Add the header and the users to the file. muster header prints the header.',
  'file-too-large': 'Split the file; each part needs the header and a job of its own.',
  'file-has-too-many-users': 'Split the file; each part needs the header and a job of its own.',
} as const satisfies Readonly<Record<FileTextId, string>>;

/** How a file is written that no job can read, or not all of it. `FILE` and `NEW` stand for names of files. */
const OF_FORMATS = {
  'file-utf-16': 'The file is UTF-16. Save it as UTF-8 without BOM: iconv -f <encoding> -t UTF-8 FILE > NEW.',
  'file-utf-16-marked': 'The file is UTF-16. Save it as UTF-8 without BOM: iconv -f UTF-16 -t UTF-8 FILE > NEW.',
  'file-windows-1252':
    'The file seems to be Windows-1252, which spreadsheets write in Western Europe and America. Convert it, and read some names in the result: iconv -f WINDOWS-1252 -t UTF-8 FILE > NEW. If they are wrong, save the file as UTF-8 in the program that wrote it.',
  'file-mixed-encoding':
    'Most of the file is UTF-8, but the number of lines that are not is <lines>. Do not convert the whole file, which would damage the other lines: write these lines again.',
  'file-other-encoding':
    'The file is in an old encoding of another alphabet than that of Western Europe, such as Windows-1251. Save it as UTF-8 in the program that wrote it; check the names in the result.',
  'file-cr-alone':
    "The lines end with CR alone, which does not end a line here. End them with LF or CRLF: tr '\\r' '\\n' < FILE > NEW.",
  'file-cr-mixed':
    'Write LF or CRLF between the records where a CR stands alone. The number of such places is <places>.',
  'file-quoted':
    'Write the file without quotes. A comma inside a value is written \\, with a backslash; a quote stands for itself and is not doubled.',
  'file-quoted-records':
    'Write the file without quotes. A comma inside a value is written \\, with a backslash; a quote stands for itself and is not doubled. The number of records that fail for the quotes is <records>.',
  'file-separated':
    'The columns are separated by <separator>. Save the file with commas (R172) and without quotes; a comma inside a value is written \\, with a backslash.',
  'file-separator-line': 'Remove the first line: the header comes first.',
  'file-line-breaks': 'Replace each line break inside a value with a space. The number of such values is <values>.',
  'header-names':
    'Name the columns exactly as GetCSVHeader does, in the order of the file, with no comma after the last one.',
  'header-trailing-comma':
    'Remove the comma at the end of the header, which adds a column without a name. Do the same in every record.',
} as const;

/** What to do about a value of a certain look that a rule refused. */
const OF_VALUES = {
  'value-quoted': 'Write the value without quotes: they become part of it (R173).',
  'value-apostrophe': 'Remove the apostrophe before the value: spreadsheets add it to mark text.',
  'value-null-word': 'Leave the value blank: the word means that there is none.',
  'value-rounded':
    'A spreadsheet turned it into a rounded number. Copy the digits from the source again, after setting the format of the column to text.',
  'value-unseen':
    'Type the value again in plain characters: it has some that cannot be seen or that only look like others, such as <characters>.',
  'date-year-first':
    'It is year, month, day. Write month/day/year with 2, 2 and 4 digits: 1985-02-01 becomes 02/01/1985.',
  'date-with-time':
    'Write the day alone as month/day/year. A time of day in another time zone may belong to the day before or after, so compare it with the source.',
  'date-year-alone':
    'It is a year. Find out the day and write month/day/year, such as 02/01/1985, or leave the value blank.',
  'date-day-number':
    'It is the day number of a spreadsheet. Give the column the format mm/dd/yyyy before saving the file.',
  'date-month-name': 'Write month/day/year in digits: 1 Feb 1985 becomes 02/01/1985.',
  'date-other-sign': 'Write month/day/year with slashes: day.month.year 31.1.1985 becomes 01/31/1985.',
  'date-order-unknown':
    'Write month/day/year with 2, 2 and 4 digits. Dates such as 1.2.1985 are mostly day.month.year, which would be 02/01/1985, but both numbers could be the month: check the source.',
  'date-short-year':
    'Write month/day/year with 2, 2 and 4 digits: 2/1/85 may be 02/01/1985. Take the century, and which number is the month, from the source.',
  'date-digits-missing':
    'Write month/day/year with 2, 2 and 4 digits and a day that exists: 2/13/1985 becomes 02/13/1985.',
  'date-day-first':
    'It is day/month/year; with the month first 31/01/1985 is 01/31/1985. The other dates of the column may have the day first too, and those up to the 12th do not fail: convert the whole column at the source.',
  'date-day-first-all':
    'All dates of the column have the day first. Write the month first: 31/01/1985 becomes 01/31/1985. Do the same with those up to the 12th, which do not fail.',
  'phone-punctuation':
    'Remove everything between the digits, and use at most 15: +1 (234) 555-0100 becomes +12345550100.',
  'phone-trunk-zero':
    'Remove everything between the digits, and the 0 that is dialled at home only: +44 (0)20 7946 0958 becomes +442079460958.',
  'phone-double-zero':
    'Write + for the 00 at the start, and nothing between the digits: 0044 20 7946 0958 becomes +442079460958.',
  'phone-zero-unclear':
    'Write + and digits only. Whether the 0 after the country code is part of the number depends on the country (in Italy it is): look it up before you remove it.',
  'phone-country-zero':
    'No country code begins with 0. Look up the country code, and write +, the code and the number in digits only.',
  'phone-no-country':
    'Write + and the country code before the number, and nothing between the digits: 030 123 becomes +4930123 in Germany, where the 0 is dialled at home only.',
  'phone-extension':
    'A number cannot have an extension. Write a number that reaches the user without one, or leave the value blank.',
  'phone-decimal':
    'A program took the phone number for a quantity and added a decimal point and zeros. Remove them: they are not digits of the phone number. Then write + and the country code before it, if they are not there.',
  'phone-letters': 'Write digits only: look up the digits that the letters stand for.',
  'phone-several': 'Keep one number: a user has one phone_number.',
  'phone-too-long':
    'A number has at most 15 digits, country code included; here there are <digits>. Look up the right number.',
  'phone-unclear':
    'Write + and 1 to 15 digits, such as +12345550100. Look the number up: simply removing the other characters may give the number of somebody else.',
  'email-display-name': 'Write the address alone: Ann Bee <ann@example.com> becomes ann@example.com.',
  'email-mailto': 'Remove mailto: before the address.',
  'email-around': 'Remove what stands around the address, such as brackets, commas or a full stop.',
  'email-several': 'Keep one address: a user has one email.',
  'email-white-space':
    'An address has no white space. Compare it with the source: removing the white space may give another address.',
  'username-white-space': 'A user name has no white space. Choose one without.',
  'updated-at-date': 'It is a date. Write seconds since 1970: 2016-08-17 17:04:31 UTC is 1471453471.',
  'updated-at-fraction': 'Remove the fraction: whole seconds only.',
  'boolean-word': 'Write the English word true or false instead, whatever the language of the spreadsheet.',
  'bounds-of-length': 'The pool allows <range> characters for this attribute. Shorten or complete the value.',
  'bounds-of-number': 'The pool allows <range> for this attribute. Correct the number.',
  'bounds-not-a-number':
    'The attribute is a Number: write digits with an optional minus sign and decimal point, such as -3.5.',
  'header-again': 'The line repeats the header. Remove it.',
} as const;

/** Why a record and the header have different numbers of fields. */
const OF_COUNTS = {
  'count-separators': 'The values are separated by semicolons or tabs. Save the file with commas.',
  'count-trailing-commas': 'Remove the commas at the end of the line: nothing follows the last column.',
  'count-comma':
    'A value has a comma of its own, which separates values. Write it \\, with a backslash: 1 Any Street\\, Berlin.',
  'count-comma-or-trailing':
    'Either a value has a comma of its own, which must be written \\, with a backslash, or there are commas too many at the end of the line. Compare the line with the source: removing the wrong comma moves values into other columns.',
  'count-too-few':
    'Give the record one value for each column of the header, even if it is blank: the line has too few commas.',
  'count-hash': 'Write the commas of the password hash as \\, (R254).',
  'count-quoted-comma':
    'Quotes do not group a value here: they are ordinary characters (R173). Write the file without quotes, and a comma inside a value as \\, with a backslash.',
  'count-quoted-line-break': 'A value cannot contain a line break, in quotes or not (R178). Replace it with a space.',
} as const;

/** What to do about a value that every rule accepts. */
const OF_HINTS = {
  'hint-quotes': 'Write the file without quotes, unless they are intended.',
  'hint-apostrophe': 'Remove it if a spreadsheet added it to mark text.',
  'hint-rounded': 'Copy the digits from the source again, after setting the format of the column to text.',
  'hint-spreadsheet-error': 'Fix the formula in the sheet, or leave the value blank.',
  'hint-null-word': 'Leave the value blank, unless it is meant; a blank value is not stored (R191).',
  'hint-milliseconds': 'Remove the last three digits.',
  'hint-damaged-text': 'Export the file again from the source as UTF-8, in one step.',
  'hint-date-day-first':
    'The other dates of the column have the day first, so this is probably another day than was meant. Write the month first.',
  'hint-date-order-mixed':
    'Compare the date with the source: both numbers could be the month. If the whole column has the day first, convert it there.',
  'hint-phone-trunk-zero': 'Remove the 0 after the country code, which is dialled at home only.',
  'hint-phone-country-zero': 'No country code begins with 0: look the number up.',
} as const;

/**
 * All advice, in words. `<x>` stands for a value that the remedy names. The text is about all findings of its kind, so that no value of a
 * user is in it.
 */
export const ADVICE_TEXTS = {
  ...OF_RECORDS,
  ...OF_POOL,
  ...OF_FILES,
  ...OF_FORMATS,
  ...FILE_KIND_TEXTS,
  ...HASH_TEXTS,
  ...EXPORT_TEXTS,
  ...SECRET_TEXTS,
  ...OF_VALUES,
  ...OF_COUNTS,
  ...OF_HINTS,
} as const;

export type AdviceId = keyof typeof ADVICE_TEXTS;
