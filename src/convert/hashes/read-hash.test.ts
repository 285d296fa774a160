import { describe, expect, it } from 'vitest';
import { parsePasswordHash } from '../../domain/password-hashes/password-hash.ts';
import { KNOWN_PASSWORD } from '../../domain/records/cases/password-hash-cases.fixture.ts';
import { isPasswordOf } from '../../hashing/check-password-hash.ts';
import { CARRIED_HASHES } from './carried-hashes.fixture.ts';
import { HASH_FORMS } from './hash-forms.ts';
import { HASH_REFUSALS } from './hash-refusals.ts';
import { readAuth0Hash } from './read-auth0-hash.ts';
import { readClerkHash } from './read-clerk-hash.ts';
import { readFirebaseHash } from './read-firebase-hash.ts';
import { readFusionAuthHash } from './read-fusionauth-hash.ts';
import { readHash } from './read-hash.ts';
import { readKeycloakHash } from './read-keycloak-hash.ts';
import { readOktaHash } from './read-okta-hash.ts';
import { REFUSED_HASHES } from './refused-hashes.fixture.ts';

describe('a hash of another system', () => {
  it.each(CARRIED_HASHES)(
    'is carried and still matches its password (R750, R751, R752, R753, R754, R755): %s, %s',
    async (form, _, verdict, algorithm) => {
      expect(verdict).toMatchObject({ kind: 'carried', form, algorithm });
      const hash = verdict.kind === 'carried' ? parsePasswordHash(verdict.hash) : undefined;
      if (hash === undefined) throw new Error('a carried hash is one that an import takes');
      expect(hash.algorithm).toBe(algorithm);
      expect(await isPasswordOf(hash, KNOWN_PASSWORD)).toBe(true);
      expect(await isPasswordOf(hash, 'Correct-Horse-8')).toBe(false);
    },
  );

  it.each(REFUSED_HASHES)('is refused with its reason (R756, R757): %s, %s, %s', (form, reason, _, verdict) => {
    expect(verdict).toEqual({ kind: 'refused', form, reason });
  });

  it('is none where the user had no password (R758)', () => {
    const django = '!W8bD5m0t7S4x0CkqFZ0mG3d3nJm2y1Qx8c1r5t7u';
    for (const text of ['', '  ', '!', '!!', '*', django]) expect(readHash(text)).toEqual({ kind: 'absent' });
    const none = [
      readFirebaseHash(''),
      readClerkHash('', 'bcrypt'),
      readAuth0Hash(undefined),
      readOktaHash({}),
      readOktaHash(undefined),
      readFusionAuthHash({ email: 'ann@example.com' }),
      readKeycloakHash([]),
      readKeycloakHash(undefined),
      readKeycloakHash([{ type: 'otp' }]),
    ];
    for (const verdict of none) expect(verdict).toEqual({ kind: 'absent' });
  });

  it('is never carried if Firebase made it (R756)', () => {
    const refused = { kind: 'refused', form: 'firebase-scrypt', reason: 'own-algorithm' };
    expect(readFirebaseHash('jsoYX8GSR6f+3n==')).toEqual(refused);
  });

  it('is tested in each form and for each reason', () => {
    // Those of second files have tests of their own.
    const forms = ['joined', ...[...CARRIED_HASHES, ...REFUSED_HASHES].map(([form]) => form)];
    expect(new Set(forms)).toEqual(new Set(Object.keys(HASH_FORMS)));
    const reasons = ['missing', 'ambiguous', ...REFUSED_HASHES.map(([, reason]) => reason)];
    expect(new Set(reasons)).toEqual(new Set(Object.keys(HASH_REFUSALS)));
  });
});
