import { createContext, use } from 'react';
import { failures } from './en/failures.ts';
import { general } from './en/general.ts';
import { commands, job, log } from './en/job.ts';
import { jobs } from './en/jobs.ts';
import { conversion, newImport } from './en/new-import.ts';
import { clients, groups, pool, schema } from './en/pool.ts';
import { newPool, pools } from './en/pools.ts';
import { adviceOnPage, hashesOnPage, leftOutOnPage, unclearOnPage } from './en/remedies.ts';
import { health, messages } from './en/server.ts';
import { signIn } from './en/sign-in.ts';
import { trial, user, users } from './en/users.ts';

/** Every text of the console, by the page where it stands. Another language is another table of this type. */
export const english = {
  locale: 'en',
  clients,
  commands,
  conversion,
  failures,
  general,
  groups,
  health,
  job,
  jobs,
  log,
  messages,
  newImport,
  newPool,
  pool,
  pools,
  remedies: { advice: adviceOnPage, hashes: hashesOnPage, leftOut: leftOutOnPage, unclear: unclearOnPage },
  schema,
  signIn,
  trial,
  user,
  users,
};
export type Texts = typeof english;

export const TextsContext = createContext<Texts>(english);

export function useTexts(): Texts {
  return use(TextsContext);
}
