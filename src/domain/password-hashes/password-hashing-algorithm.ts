export const PASSWORD_HASHING_ALGORITHMS = ['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'] as const;
export type PasswordHashingAlgorithm = (typeof PASSWORD_HASHING_ALGORITHMS)[number];
