import { afterAll, beforeAll, describe } from 'vitest';
import { EmbeddedSignInServer } from './imported-users.ts';
import { describeMatrix } from './matrix.ts';

describe('imported users of one server sign in (S1, S2, S4, S5, S12, S14, S46, S47, S51, S90):', () => {
  let server: EmbeddedSignInServer;
  beforeAll(async () => {
    server = await EmbeddedSignInServer.embed();
  });
  afterAll(() => server?.stop());

  describeMatrix(() => server);
});
