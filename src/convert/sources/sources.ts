import { aspnet } from './aspnet.ts';
import { auth0 } from './auth0.ts';
import { clerk } from './clerk.ts';
import { cognito } from './cognito.ts';
import { csv } from './csv.ts';
import { devise } from './devise.ts';
import { django } from './django.ts';
import { entra } from './entra.ts';
import { firebase } from './firebase.ts';
import { fusionauth } from './fusionauth.ts';
import { keycloak } from './keycloak.ts';
import { laravel } from './laravel.ts';
import { okta } from './okta.ts';
import type { Source } from './source.ts';
import { supabase } from './supabase.ts';
import { wordpress } from './wordpress.ts';

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
  wordpress,
  django,
  devise,
  laravel,
  aspnet,
  csv,
];
