/** What a password hash of another form is, and what to do with it: the right form stands beside it. */
export const HASH_TEXTS = {
  'hash-bcrypt-prefix':
    'It is a bcrypt hash with the name of the algorithm before it. Remove what stands before $2: {bcrypt}$2b$12$… becomes $2b$12$….',
  'hash-bcrypt-no-letter':
    'It is a hash of a very old bcrypt, which has no letter after $2. The right form is $2b$12$ and 53 characters, but this one cannot be rewritten. Leave the value blank: the user must then reset the password.',
  'hash-bcrypt-length':
    'It begins as a bcrypt hash, but the right form has 60 characters: $2b$, two digits of cost from 04 to 12, $, and 53 letters, digits, dots and slashes. Export it again; it was probably cut.',
  'hash-bcrypt-faulty':
    'It is a hash of a faulty old bcrypt ($2x$), which does not match passwords with characters beyond ASCII. Leave the value blank: the user must then reset the password.',
  'hash-phc-pbkdf2':
    'It is a PBKDF2 hash with named parameters, padding, a longer hash or a scheme in braces. For a job of PBKDF2_SHA256 it becomes $pbkdf2-sha256$ITERATIONS$SALT$HASH, both in base64 without = at the end, the hash cut to 32 bytes; at most 600,000 iterations.',
  'hash-phc-scrypt':
    'It is a scrypt hash as a PHC string. For a job of SCRYPT, $scrypt$ln=14,r=8,p=1$SALT$HASH becomes 16384$8$1$HEX_OF_SALT$HEX_OF_HASH; r at most 8, p at most 1.',
  'hash-argon2-form':
    'It is an argon2id hash; the right form is $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH, with the parameters in this order, both in base64 without = at the end. In the file each comma is written \\,.',
  'hash-argon2-version':
    'It is an argon2id hash of version 1.0; Cognito takes version 1.3 (v=19). It cannot be rewritten. Leave the value blank: the user must then reset the password.',
  'hash-kept-elsewhere':
    'It is no hash: it only says which system keeps the password. Export the users and their hashes from that system, or leave the value blank.',
  'hash-django-pbkdf2':
    'It is a PBKDF2 hash of Django. For a job of PBKDF2_SHA256, pbkdf2_sha256$260000$SALT$HASH= becomes $pbkdf2-sha256$260000$BASE64_OF_SALT$HASH, both without = at the end; at most 600,000 iterations.',
  'hash-werkzeug-pbkdf2':
    'It is a PBKDF2 hash of Werkzeug. For a job of PBKDF2_SHA256, pbkdf2:sha256:260000$SALT$HEX becomes $pbkdf2-sha256$260000$BASE64_OF_SALT$BASE64_OF_HASH, both without = at the end; at most 600,000 iterations.',
  'hash-aspnet':
    'It is a hash of ASP.NET Core Identity with HMAC-SHA256. For a job of PBKDF2_SHA256 it becomes $pbkdf2-sha256$ITERATIONS$BASE64_OF_SALT$BASE64_OF_HASH, both without = at the end.',
  'hash-aspnet-sha512':
    'It is a hash of ASP.NET Identity with HMAC-SHA512 or SHA-1, which no format of Cognito can hold ($pbkdf2-sha256$… is of SHA-256). Leave the value blank: the user must then reset the password.',
  'hash-django-scrypt':
    'It is a scrypt hash of Django. For a job of SCRYPT, scrypt$16384$SALT$8$1$HASH becomes 16384$8$1$HEX_OF_SALT$HEX_OF_HASH; r at most 8, p at most 1.',
  'hash-werkzeug-scrypt':
    'It is a scrypt hash of Werkzeug. For a job of SCRYPT, scrypt:32768:8:1$SALT$HEX becomes 32768$8$1$HEX_OF_SALT$HEX; r at most 8, p at most 1.',
  'hash-argon2-prefix':
    'It is an argon2id hash with the name of the algorithm before it. For a job of ARGON2ID, remove what stands before $argon2id$.',
  'hash-argon2-type':
    'It is an argon2i or argon2d hash; Cognito takes argon2id: $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH. It cannot be rewritten. Leave the value blank: the user must then reset the password.',
  'hash-too-costly':
    'Its cost is higher than Cognito accepts: bcrypt at most cost 12, $pbkdf2-sha256$ at most 600,000 iterations, scrypt at most N 65536, r 8, p 1, argon2id at most m 19456, t 2, p 1. Leave the value blank: the user must then reset the password.',
  'hash-pre-hashed':
    'It is bcrypt over another digest of the password (WordPress 6.8, bcrypt_sha256 of Django or passlib). Without its prefix it has the right form $2b$12$… and never matches a password. Leave the value blank: the user must then reset the password.',
  'hash-phpass':
    'It is a phpass hash ($P$ or $H$, of older WordPress and others), which no format of Cognito can hold. Leave the value blank: the user must then reset the password.',
  'hash-firebase':
    "It is a hash of Firebase's own scrypt, which no format of Cognito can hold. Leave the value blank: the user must then reset the password.",
  'hash-better-auth':
    'It is a scrypt hash of Better Auth, whose r of 16 is higher than the 8 that Cognito accepts. Leave the value blank: the user must then reset the password.',
  'hash-pbkdf2-digest':
    'It is PBKDF2 with another digest than SHA-256; the right form is $pbkdf2-sha256$ITERATIONS$SALT$HASH. It cannot be rewritten. Leave the value blank: the user must then reset the password.',
  'hash-crypt':
    'It is a hash of crypt ($1$, $5$, $6$, $7$ or $y$), which no format of Cognito can hold. Leave the value blank: the user must then reset the password.',
  'hash-ldap':
    'It is a hash of a directory or framework, with its scheme in braces, which no format of Cognito can hold. Leave the value blank: the user must then reset the password.',
  'hash-digest':
    'It looks like a plain digest (MD5, SHA-1, SHA-256 or SHA-512), which no format of Cognito can hold. Leave the value blank: the user must then reset the password.',
  'hash-unusable':
    'It is the mark of Django for a user without a password. Leave the value blank: the user must then reset the password.',
  'hash-plain':
    'It looks like a password, not a hash. No import takes passwords: leave the value blank, and set the passwords with AdminSetUserPassword, or let the users reset them. Delete the file when you no longer need it.',
} as const;

export type HashAdvice = keyof typeof HASH_TEXTS;
