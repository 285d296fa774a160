import { auth0 } from './auth0.ts';
import type { Source } from './source.ts';

/** All sources, in the order in which a file is compared with them. */
export const SOURCES: readonly Source[] = [auth0];
