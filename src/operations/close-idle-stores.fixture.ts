/** Of `vitest.config.ts`: runs in each file of tests, also where files share their modules. */
import { afterAll } from 'vitest';
import { closeIdleStores } from './idle-stores.fixture.ts';

afterAll(closeIdleStores);
