import { describe, expect, it } from 'vitest';
import { databaseUrl, describeDatabase, hasPassword } from './node-values.ts';

describe('the address of a database', () => {
  it.each([
    ['postgres://muster@db.example.com/muster', 'muster on db.example.com', false],
    ['postgresql://muster:secret@db.example.com:6432/users?sslmode=require', 'users on db.example.com:6432', true],
    ['postgres:///muster?host=/run/postgresql', 'muster on /run/postgresql', false],
    ['postgres:///muster', 'muster on localhost', false],
    ['postgres://me:secret@one,two:6432/muster?target_session_attrs=read-write', 'muster on one, two:6432', true],
    ['postgres://[::1]/muster%20one?password=secret', 'muster one on [::1]', true],
  ])('%s is shown as "%s"', (url, description, isSecret) => {
    expect(databaseUrl.parse(url)).toBe(url);
    expect(describeDatabase(url)).toBe(description);
    expect(hasPassword(url)).toBe(isSecret);
  });

  it.each([
    'postgres://db',
    'postgres://db/',
    'postgres://db/a/b',
    'http://db/muster',
    'muster',
    '',
    'postgres://db/a#b',
    'postgres://one,two/muster?target_session_attrs=standby',
  ])('"%s" is none', (text) => {
    expect(databaseUrl.parse(text)).toBeUndefined();
  });
});
