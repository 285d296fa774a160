import type { User } from '../../../domain/users/user.ts';

/** A user who proved a password. */
export interface PasswordProof {
  readonly sent: string;
  readonly user: User;
  /** Of the password that was proved: another one makes the challenge void. */
  readonly passwordTag: string;
}
