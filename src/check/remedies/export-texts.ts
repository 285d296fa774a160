/** What to do with a CSV file that another system exported. */
export const EXPORT_TEXTS = {
  'export-okta':
    'Make files for an import of it: muster convert FILE --from okta -o DIR. Or rename the columns: login goes in cognito:username, firstName in given_name, lastName in family_name, displayName in name, nickName in nickname, mobilePhone in phone_number. Okta exports neither password hashes nor whether an address is verified: write true in email_verified only if you know that it is.',
  'export-devise':
    'Make files for an import of it: muster convert FILE --from devise -o DIR. Or rename the columns: id or email goes in cognito:username, encrypted_password in password_hash (BCRYPT, unless Devise was configured with a pepper: then no hash would match). A user with confirmed_at has a verified address: write true in email_verified. Leave the other columns out.',
  'export-supabase':
    'Make files for an import of it: muster convert FILE --from supabase -o DIR. Or rename the columns: id goes in cognito:username, encrypted_password in password_hash (BCRYPT), phone in phone_number with + before it. email_confirmed_at and phone_confirmed_at say which of them is verified. Leave the other columns out.',
  'export-auth0':
    'Make files for an import of it: muster convert FILE --from auth0 -o DIR. Or rename the columns: user_id goes in cognito:username; email, email_verified, name, given_name, family_name, nickname and picture keep their names. Remove the apostrophe that Auth0 puts before each text. Auth0 exports password hashes on request only.',
  'export-clerk':
    'Make files for an import of it: muster convert FILE --from clerk -o DIR. Or rename the columns: id or username goes in cognito:username, primary_email_address in email, primary_phone_number in phone_number, password_digest in password_hash if password_hasher is bcrypt. An address is verified if it is in verified_email_addresses. Leave totp_secret and the other columns out.',
  'export-entra':
    'Make files for an import of it: muster convert FILE --from entra -o DIR. Or rename the columns: id or objectId goes in cognito:username, mail in email, displayName in name, givenName in given_name, surname in family_name, mobile in phone_number. Microsoft exports no password hashes.',
  'export-wordpress':
    'Make files for an import of it: muster convert FILE --from wordpress -o DIR. Or rename the columns: user_login goes in cognito:username, user_email in email, display_name in name, user_url in website. Hashes in user_pass that begin with $2y$ go in password_hash (BCRYPT); those with $P$ or $wp$ cannot be imported. Write true in email_verified only if you know that it is.',
  'export-django':
    'Make files for an import of it: muster convert FILE --from django -o DIR. Or rename the columns: username goes in cognito:username, first_name in given_name, last_name in family_name, password in password_hash once it is rewritten. Write true in email_verified only if you know that it is. Leave the other columns out.',
  'export-laravel':
    'Make files for an import of it: muster convert FILE --from laravel -o DIR. Or rename the columns: id or email goes in cognito:username, password in password_hash (BCRYPT). A user with email_verified_at has a verified address: write true in email_verified. Leave remember_token and the other columns out.',
  'export-aspnet':
    'Make files for an import of it: muster convert FILE --from aspnet -o DIR. Or rename the columns: UserName goes in cognito:username, Email in email, EmailConfirmed in email_verified, PhoneNumber in phone_number, PhoneNumberConfirmed in phone_number_verified, PasswordHash in password_hash once it is rewritten. Leave SecurityStamp and the other columns out.',
  'export-google':
    'Rename the columns: Email Address [Required] goes in cognito:username and in email, First Name [Required] in given_name, Last Name [Required] in family_name. Google exports no password hashes. Write true in email_verified only if you know that it is.',
  'export-list-users':
    'Make files for an import of it: muster convert FILE --from cognito -o DIR. Or rename the columns: Username goes in cognito:username, each attribute in the column of its name. Leave out sub, identities and what else begins with cognito:. Passwords are not in it.',
} as const;

export type ExportId = keyof typeof EXPORT_TEXTS;

/** What to do with a column of secrets. */
export const SECRET_TEXTS = {
  'column-hash':
    'Name the column password_hash, and add --password-hashing-algorithm <algorithm> to check and import. Do not make an attribute of it: everybody who may list users would see it.',
  'column-hash-unknown':
    'No value of the column that was checked has a form that can be imported ($2b$… of bcrypt, N$r$p$… of scrypt, $argon2id$…, $pbkdf2-sha256$…). Leave the column out of the header and of every record; these users must reset their passwords.',
  'column-passwords':
    'No import takes passwords. Leave the column out of the header and of every record, and set the passwords with AdminSetUserPassword, or let the users reset them. Delete the file when you no longer need it.',
  'column-secret':
    'Leave the column out of the header and of every record. Do not make an attribute of it: everybody who may list users would see it.',
} as const;
