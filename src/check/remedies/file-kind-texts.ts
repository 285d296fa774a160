/** What a file is that is no CSV file of users, and what to do with it. Sentences; `FILE` and `NEW` stand for names of files. */
export const FILE_KIND_TEXTS = {
  'kind-gzip': 'It is a gzip-compressed file. Decompress it, then check the result: gunzip -c FILE > NEW.',
  'kind-bzip2': 'It is a bzip2-compressed file. Decompress it, then check the result: bunzip2 -c FILE > NEW.',
  'kind-xz': 'It is an xz-compressed file. Decompress it, then check the result: xz -dc FILE > NEW.',
  'kind-zstd': 'It is a Zstandard-compressed file. Decompress it, then check the result: zstd -dc FILE > NEW.',
  'kind-7z': 'It is a 7-Zip archive. Extract the CSV file from it, then check that.',
  'kind-zip': 'It is a ZIP archive. Extract the CSV file from it, then check that: unzip FILE.',
  'kind-xlsx':
    'It is an Excel workbook (.xlsx), whatever its name says. Open it, save the sheet with the users as "CSV UTF-8 (Comma delimited)", and check that file.',
  'kind-xls':
    'It is an old Excel workbook (.xls) or another Office document. Open it, save the sheet with the users as "CSV UTF-8 (Comma delimited)", and check that file.',
  'kind-ods':
    'It is an OpenDocument spreadsheet (.ods). Open it, save the sheet with the users as "Text CSV" in UTF-8, and check that file.',
  'kind-numbers': 'It is a Numbers document. Export it as CSV in UTF-8 (File > Export To > CSV), and check that file.',
  'kind-pdf': 'It is a PDF document. Export the users as CSV from the system that made it.',
  'kind-parquet': 'It is a Parquet file. Export it as CSV in UTF-8, and check that file.',
  'kind-sqlite': 'It is an SQLite database. Export the table with the users as CSV, and check that file.',
  'kind-pg-dump':
    'It is an archive of pg_dump. Restore it, export the table with the users as CSV with COPY … TO … (FORMAT csv, HEADER), and check that file.',
  'kind-pgp': 'It is an encrypted PGP message. Decrypt it, then check the result: gpg --decrypt FILE > NEW.',
  'kind-html':
    'It is a web page (HTML), perhaps a sign-in or error page that was saved in place of the file. Download the file again; a table that only has the name of a spreadsheet can be opened in one and saved as "CSV UTF-8".',
  'kind-xml': 'It is an XML document. Export the users as CSV.',
  'kind-ldif':
    'It is LDIF, the export of a directory. Write one CSV record per entry: uid goes in cognito:username, mail in email, givenName in given_name, sn in family_name. Leave out userPassword.',
  'kind-vcard': 'It is a file of vCards. Export the contacts as CSV.',
  'kind-sql-dump':
    'It is a dump of SQL statements. Load it into a database, export the table with the users as CSV, and check that file.',
  'kind-list-users':
    'It is the answer of ListUsers (JSON). Make files for an import of it: muster convert FILE --from cognito -o DIR. Passwords are not in it.',
  'kind-firebase-json':
    'It is an export of Firebase Authentication (JSON). Make files for an import of it: muster convert FILE --from firebase -o DIR. Its hashes cannot be imported, so these users must reset their passwords.',
  'kind-firebase-csv':
    'It is an export of Firebase Authentication (CSV), which has no header. Make files for an import of it: muster convert FILE --from firebase -o DIR. Its hashes cannot be imported, so these users must reset their passwords.',
  'kind-keycloak-json':
    'It is an export of Keycloak (JSON). Make files for an import of it: muster convert FILE --from keycloak -o DIR. Hashes of pbkdf2-sha256 are carried; those of argon2 with the default settings of Keycloak cannot be imported.',
  'kind-keycloak-realm':
    'It is an export of a Keycloak realm (JSON). A partial export has no users: stop Keycloak, and export them with kc.sh export --dir DIR --users different_files.',
  'kind-auth0-json':
    'It is an export of Auth0 (JSON). Make files for an import of it: muster convert FILE --from auth0 -o DIR. Passwords are not in it: Auth0 exports their hashes on request.',
  'kind-auth0-hashes':
    'It is the export of password hashes that Auth0 makes on request (JSON). Give it with the export of the users: muster convert USERS --from auth0 --join hashes=FILE -o DIR.',
  'kind-auth0-mfa':
    'It is an export of MFA secrets or recovery codes. They cannot be imported: users must register their factors again.',
  'kind-supabase-json':
    'It is the table auth.users of Supabase (JSON). Write one CSV record per user: id goes in cognito:username, encrypted_password in password_hash (BCRYPT), phone in phone_number with + before it. email_confirmed_at and phone_confirmed_at say which of them is verified.',
  'kind-okta-json':
    'It is an answer of Okta (JSON). Write one CSV record per user from its profile: login goes in cognito:username, firstName in given_name, lastName in family_name, mobilePhone in phone_number. Okta exports neither password hashes nor whether an address is verified.',
  'kind-entra-json':
    'It is an answer of Microsoft Graph (JSON). Write one CSV record per user: id goes in cognito:username, mail or the sign-in name in email, givenName in given_name, surname in family_name. Microsoft exports no password hashes.',
  'kind-fusionauth-json':
    'It is an export of FusionAuth (JSON). Write one CSV record per user: id goes in cognito:username, verified in email_verified, firstName in given_name, lastName in family_name, mobilePhone in phone_number.',
  'kind-django-json':
    'It is the output of dumpdata of Django (JSON). Make files for an import of it: muster convert FILE --from django -o DIR. It does not say whose address is verified, unless the addresses of allauth are in it.',
  'kind-wordpress-json':
    'It is a list of users of WordPress (JSON). Make files for an import of it: muster convert FILE --from wordpress -o DIR. Hashes of WordPress itself ($P$, $wp$) cannot be imported, and it does not say whose address is verified.',
  'kind-devise-json':
    'It is the table of users of Devise (JSON). Make files for an import of it: muster convert FILE --from devise -o DIR. Its hashes are carried if Devise was configured without a pepper (--pepper none).',
  'kind-laravel-json':
    'It is the table of users of Laravel (JSON). Make files for an import of it: muster convert FILE --from laravel -o DIR. Hashes of bcrypt up to cost 12 are carried.',
  'kind-aspnet-json':
    'It is the table of users of ASP.NET Identity (JSON). Make files for an import of it: muster convert FILE --from aspnet -o DIR. Hashes with SHA-256 are carried; those of .NET 7 and later, with SHA-512, cannot be imported.',
  'kind-user-pool':
    'It describes a user pool (JSON), not users. It can be given as --user-pool-file; name the CSV file with the users first.',
  'kind-ndjson':
    'It is JSON, one object per line. Write one CSV record per user, below the line that muster header prints.',
  'kind-json-array': 'It is a JSON array. Write one CSV record per user, below the line that muster header prints.',
  'kind-json': 'It is a JSON document. Write one CSV record per user, below the line that muster header prints.',
  'kind-binary': 'It is a binary file, not text. Export the users as CSV in UTF-8, and check that file.',
} as const;

/** What a file is, other than a CSV file. */
export type FileKind = keyof typeof FILE_KIND_TEXTS;
