import { describe, expect, it } from 'vitest';
import { findSecretKind } from './secret-columns.ts';

describe('findSecretKind', () => {
  it.each([
    ['encrypted_password', 'hash'],
    ['passwordHash', 'hash'],
    ['PasswordHash', 'hash'],
    ['password_digest', 'hash'],
    ['hash', 'hash'],
    ['custom:encrypted_password', 'hash'],
    ['password', 'password'],
    ['Passwd', 'password'],
    ['user_pass', 'password'],
    ['Passwort', 'password'],
    ['Kennwort', 'password'],
    ['Mot de passe', 'password'],
    ['Contraseña', 'password'],
    ['Passwort-Hash', 'hash'],
    ['API-Schlüssel', 'secret'],
    ['API-Schlu\u0308ssel', 'secret'],
    ['Initial password', 'secret'],
    ['salt', 'secret'],
    ['passwordSalt', 'secret'],
    ['otp_secret', 'secret'],
    ['totp', 'secret'],
    ['reset_password_token', 'secret'],
    ['API-Key', 'secret'],
    ['SecurityStamp', 'secret'],
    ['two_factor_recovery_codes', 'secret'],
    ['user_activation_key', 'secret'],
    ['mfaBackupCodes', 'secret'],
    ['PIN', 'secret'],
    ['user pin', 'secret'],
    ['Passwort alt', 'secret'],
    ['password_old', 'secret'],
    ['WiFi password', 'secret'],
  ])('knows that %s holds secrets', (column, kind) => {
    expect(findSecretKind(column)).toBe(kind);
  });

  it.each([
    'email',
    'salted',
    'footprint',
    'token_count',
    'passport',
    'password_changed_at',
    'saltwater',
    'Secretary',
    'Passwort geändert am',
    'password_hint',
    'pin code',
    'Pinterest',
  ])('takes %s for an attribute', (column) => {
    expect(findSecretKind(column)).toBeUndefined();
  });
});
