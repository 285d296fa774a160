import { createContext, use } from 'react';
import { failures } from './en/failures.ts';
import { general } from './en/general.ts';
import { health, job, jobs, messages, newImport, users } from './en/later.ts';
import { pool, pools } from './en/pools.ts';
import { signIn } from './en/sign-in.ts';

/** Every text of the console, by the page where it stands. Another language is another table of this type. */
export const english = {
  locale: 'en',
  failures,
  general,
  health,
  job,
  jobs,
  messages,
  newImport,
  pool,
  pools,
  signIn,
  users,
};
export type Texts = typeof english;

export const TextsContext = createContext<Texts>(english);

export function useTexts(): Texts {
  return use(TextsContext);
}
