/** What to do, for whoever reads it on a page: in place of texts that name commands, flags or files of the command line. */

const BY_CONVERSION = (system: string) =>
  `It is an export of ${system}. Drop it again, and choose "Convert it" under "What to do with the file".`;
const SAVE_AGAIN = 'Save the file again as "CSV UTF-8" in the program that wrote it.';
const BY_FIX = (what: string) => `Press "Fix what is safe": ${what}`;
const EXTRACT = (kind: string) => `It is ${kind}. Unpack it first, then choose the CSV file that was in it.`;

/** Of findings, by the id of the advice. */
export const adviceOnPage = {
  'header-column-unexpected':
    'Name the columns as the user pool does: cognito:username, email, given_name and so on; custom:NAME for attributes of your own. Nothing comes after the last one.',
  'file-begins-with-bom': BY_FIX(
    'it removes three bytes at the start of the file, which spreadsheets write and an import refuses.',
  ),
  'file-not-utf-8': SAVE_AGAIN,
  'file-empty': 'Choose a file that has a line with the names of its columns, and a line for each user.',
  'file-utf-16': BY_FIX(
    'the file is UTF-16 and is written as UTF-8. If that is not offered, save it again as "CSV UTF-8".',
  ),
  'file-utf-16-marked': BY_FIX(
    'the file is UTF-16 and is written as UTF-8. If that is not offered, save it again as "CSV UTF-8".',
  ),
  'file-windows-1252':
    'The file seems to be Windows-1252, which spreadsheets write in Western Europe and America. "Fix what is safe" writes it as UTF-8 where that cannot go wrong; then read some names under "First records". If they are wrong, save the file as "CSV UTF-8" in the program that wrote it.',
  'file-cr-alone': BY_FIX(
    'the lines end with CR alone, which does not end a line here. If that is not offered, save the file again.',
  ),
  'column-hash':
    'Name the column password_hash, check the file again, and choose <algorithm> under "Password hashes of the file". Do not make an attribute of it: everybody who may list users would see it.',
  'kind-gzip': EXTRACT('a gzip-compressed file'),
  'kind-bzip2': EXTRACT('a bzip2-compressed file'),
  'kind-xz': EXTRACT('an xz-compressed file'),
  'kind-zstd': EXTRACT('a Zstandard-compressed file'),
  'kind-zip': EXTRACT('a ZIP archive'),
  'kind-pgp': 'It is an encrypted PGP message. Decrypt it first, then choose the result.',
  'kind-list-users': BY_CONVERSION('another user pool (the answer of ListUsers)'),
  'kind-firebase-json': BY_CONVERSION('Firebase Authentication'),
  'kind-firebase-csv': BY_CONVERSION('Firebase Authentication'),
  'kind-keycloak-json': BY_CONVERSION('Keycloak'),
  'kind-keycloak-realm':
    'It is an export of a Keycloak realm. A partial export has no users: ask whoever runs Keycloak for an export with its users, in files of their own.',
  'kind-auth0-json': BY_CONVERSION('Auth0'),
  'kind-auth0-hashes':
    'It is the export of password hashes that Auth0 makes on request. This page takes only the export of the users; the command muster convert joins the two.',
  'kind-django-json': BY_CONVERSION('Django'),
  'kind-wordpress-json': BY_CONVERSION('WordPress'),
  'kind-devise-json': BY_CONVERSION('Devise'),
  'kind-laravel-json': BY_CONVERSION('Laravel'),
  'kind-aspnet-json': BY_CONVERSION('ASP.NET Identity'),
  'kind-user-pool': 'It describes a user pool, not users. Choose the file with the users.',
  'kind-ndjson': 'It is JSON, one object per line, of no system that is known here. Export the users as CSV.',
  'kind-json-array': 'It is a JSON array of no system that is known here. Export the users as CSV.',
  'kind-json': 'It is a JSON document of no system that is known here. Export the users as CSV.',
  'export-okta': BY_CONVERSION('Okta'),
  'export-devise': BY_CONVERSION('Devise'),
  'export-supabase': BY_CONVERSION('Supabase'),
  'export-auth0': BY_CONVERSION('Auth0'),
  'export-clerk': BY_CONVERSION('Clerk'),
  'export-entra': BY_CONVERSION('Microsoft Entra ID'),
  'export-wordpress': BY_CONVERSION('WordPress'),
  'export-django': BY_CONVERSION('Django'),
  'export-laravel': BY_CONVERSION('Laravel'),
  'export-aspnet': BY_CONVERSION('ASP.NET Identity'),
  'export-list-users': BY_CONVERSION('another user pool'),
};

/** Of records that a conversion leaves out, by the id of the reason. */
export const leftOutOnPage = {
  'record-too-long': 'Give fewer or shorter columns to attributes under "What goes where".',
  'no-contact':
    'An import needs an email address or a phone number: choose a column that has one under "What goes where", or enter it in the old system and export again.',
  'user-unwanted': 'Nothing needs to be done: what is known of the system says that such accounts are not of people.',
  'nothing-verified':
    'The file says so itself, and "Yes, import these people" does not change that. Have the address verified in the old system and export again, or create the user by hand.',
  'verified-unknown': 'If you know that the addresses are right, choose "Yes, import these people", and convert again.',
  'phone-verified-unknown':
    'If you know that the phone numbers are right: enter phone_number_verified beside "Add an attribute", add it, choose "The same for all", enter true, and convert again.',
  'verified-unclear':
    'Enter the words of the file under "Further words for true" and "Further words for false", and convert again.',
  'id-missing':
    'Enter it in the old system and export again, or choose a column that every record has for "User name" under "What goes where".',
  'user-exists-already':
    'Choose a column whose value only one record has for "User name" under "What goes where", or merge the two records.',
  'value-out-of-bounds':
    'Shorten or correct the value in the old system, or choose another column under "What goes where".',
  'record-unacceptable': 'Correct the value in the old system, or choose another column under "What goes where".',
};

/** Of values that can mean several things, or nothing, by the id of the remedy. */
export const unclearOnPage = {
  'country-missing': 'Choose the country under "Country of phone numbers", and convert again.',
  'number-wrong': 'Correct it in the old system, or remove the row phone_number under "What goes where".',
  'date-form-unknown': 'Say how the dates are written under "What goes where", and convert again.',
  'date-wrong':
    'Correct it in the old system if there is no such day; or say how the dates are written under "What goes where", and convert again.',
  'word-unknown':
    'Enter the words of the file under "Further words for true" and "Further words for false", and convert again.',
};

/** Of hashes that are not carried, by the id of the refusal. */
export const hashesOnPage = {
  'pepper-possible':
    'If its configuration sets no pepper, the hashes can be carried: the command muster convert asks for that, this page does not.',
};
