import { aspnet } from './aspnet.ts';
import { auth0 } from './auth0.ts';
import { cognito } from './cognito.ts';
import { csv } from './csv.ts';
import { devise } from './devise.ts';
import { django } from './django.ts';
import { firebase } from './firebase.ts';
import { keycloak } from './keycloak.ts';
import { laravel } from './laravel.ts';
import type { Source } from './source.ts';
import { wordpress } from './wordpress.ts';

/** All sources, in the order in which a file is compared with them. */
export const SOURCES: readonly Source[] = [
  auth0,
  firebase,
  keycloak,
  cognito,
  wordpress,
  django,
  devise,
  laravel,
  aspnet,
  csv,
];
