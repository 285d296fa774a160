import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OperationsFixture } from '../../operations.fixture.ts';
import { attributesOf, makeUserPool } from './users.fixture.ts';

let fixture: OperationsFixture;
beforeAll(async () => {
  fixture = await OperationsFixture.open();
});
afterAll(() => fixture.close());

describe('ListUsers', () => {
  let pool: Awaited<ReturnType<typeof makeUserPool>>;
  beforeAll(async () => {
    pool = await makeUserPool(fixture, { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['EMAIL_OTP'] } } });
    await pool.create('ann', {
      name: 'Ann "A" Ames',
      given_name: 'Ann',
      family_name: 'Ames',
      email: 'ann@example.com',
    });
    await pool.create('anton', { given_name: 'Anton', phone_number: '+4912' });
    await pool.create('bea', { preferred_username: 'bee', family_name: 'Ames' });
    await pool.disable('bea');
  });

  it.each([
    ['', ['ann', 'anton', 'bea']],
    ['username = "ann"', ['ann']],
    ['username ^= "an"', ['ann', 'anton']],
    ['email = "ann@example.com"', ['ann']],
    ['email ^= "ann@"', ['ann']],
    ['phone_number = "+4912"', ['anton']],
    ['name = "Ann \\"A\\" Ames"', ['ann']],
    ['given_name ^= "An"', ['ann', 'anton']],
    ['family_name = "Ames"', ['ann', 'bea']],
    ['family_name = "ames"', []],
    ['preferred_username = "bee"', ['bea']],
    ['cognito:user_status = "confirmed"', ['ann']],
    ['cognito:user_status ^= "FORCE"', ['anton', 'bea']],
    ['status = "Enabled"', ['ann', 'anton']],
    ['status = "Disabled"', ['bea']],
    ['sub = "none"', []],
    ['"email"^="ann"', ['ann']],
    [' "given_name" = "Anton" ', ['anton']],
  ])('finds by %s', async (filter, names) => {
    expect(await pool.names(filter)).toEqual(names);
  });

  it('finds by sub and by its first characters', async () => {
    const { sub = '' } = attributesOf((await pool.get('anton')).UserAttributes);
    expect(await pool.names(`sub = "${sub}"`)).toEqual(['anton']);
    expect(await pool.names(`sub ^= "${sub.slice(0, -1)}"`)).toEqual(['anton']);
  });

  it.each([
    [{ Filter: 'email' }, 'Error while parsing filter.'],
    [{ Filter: 'custom:a = "b"' }, 'Invalid search attribute: custom:a'],
    [{ AttributesToGet: ['name', 'custom:a'] }, 'One or more requested attributes do not exist.'],
    [{ AttributesToGet: ['email', 'given_name'] }, 'One or more requested attributes do not exist.'],
    [
      { AttributesToGet: ['given_name'], Filter: 'username ^= "an"', Limit: 1, PaginationToken: 'nonsense' },
      'Invalid pagination token.',
    ],
    [{ PaginationToken: 'nonsense' }, 'Invalid pagination token.'],
  ])('refuses %j', async (input, message) => {
    await expect(pool.list(input)).rejects.toMatchObject({ code: 'InvalidParameterException', message });
  });

  it('gives only the attributes that were asked for, which every user of the page must have (R471)', async () => {
    const list = async (AttributesToGet: string[], Filter: string, Limit = 0) => {
      const { Users = [] } = await pool.list({ AttributesToGet, Filter, Limit });
      return Users.map(({ Attributes }) => attributesOf(Attributes));
    };
    expect(await list(['given_name'], 'username ^= "an"')).toEqual([{ given_name: 'Ann' }, { given_name: 'Anton' }]);
    expect(await list(['email', 'given_name'], '', 1)).toEqual([{ email: 'ann@example.com', given_name: 'Ann' }]);
    expect(await list(['sub'], '')).toEqual(Array(3).fill({ sub: expect.any(String) }));
  });

  it('finds no fault in attributes of the schema on a page without users (R471)', async () => {
    expect(await pool.list({ AttributesToGet: ['website'], Filter: 'username = "nobody"' })).toEqual({ Users: [] });
    const unknown = pool.list({ AttributesToGet: ['custom:a'], Filter: 'username = "nobody"' });
    await expect(unknown).rejects.toMatchObject({ message: 'One or more requested attributes do not exist.' });
  });

  it('pages, with a token only while more follow, for the same filter only', async () => {
    const Filter = 'username ^= "an"';
    const first = await pool.list({ Filter, Limit: 1 });
    expect(first.Users?.map(({ Username }) => Username)).toEqual(['ann']);
    const PaginationToken = first.PaginationToken ?? '';
    const second = await pool.list({ Filter, Limit: 1, PaginationToken });
    expect(second.Users?.map(({ Username }) => Username)).toEqual(['anton']);
    expect(second).not.toHaveProperty('PaginationToken');
    await expect(pool.list({ PaginationToken })).rejects.toMatchObject({ message: 'Invalid pagination token.' });
    expect((await pool.list({ Limit: 0 })).Users).toHaveLength(3);
  });

  it('pages through more users than a page holds, each once', async () => {
    const { create, list } = await makeUserPool(fixture);
    const made = Array.from({ length: 125 }, (_, index) => `user${index}`);
    for (const name of made) await create(name);
    const pages: (string | undefined)[][] = [];
    let token: string | undefined;
    do {
      const page = await list(token ? { PaginationToken: token } : {});
      pages.push((page.Users ?? []).map(({ Username }) => Username));
      token = page.PaginationToken;
    } while (token);
    expect(pages.map(({ length }) => length)).toEqual([60, 60, 5]);
    expect(pages.flat()).toEqual(made);
  });
});
