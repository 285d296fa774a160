import { auth0 } from './auth0.ts';
import { clerk } from './clerk.ts';
import { cognito } from './cognito.ts';
import { csv } from './csv.ts';
import { entra } from './entra.ts';
import { firebase } from './firebase.ts';
import { fusionauth } from './fusionauth.ts';
import { keycloak } from './keycloak.ts';
import { okta } from './okta.ts';
import type { Source } from './source.ts';
import { supabase } from './supabase.ts';

/** All sources, in the order in which a file is compared with them. */
export const SOURCES: readonly Source[] = [
  auth0,
  firebase,
  keycloak,
  cognito,
  okta,
  supabase,
  clerk,
  fusionauth,
  entra,
  csv,
];
