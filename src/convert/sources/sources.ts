import { auth0 } from './auth0.ts';
import { cognito } from './cognito.ts';
import { csv } from './csv.ts';
import { firebase } from './firebase.ts';
import { keycloak } from './keycloak.ts';
import type { Source } from './source.ts';

/** All sources, in the order in which a file is compared with them. */
export const SOURCES: readonly Source[] = [auth0, firebase, keycloak, cognito, csv];
