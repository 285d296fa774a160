import { describe, expect, it } from 'vitest';
import { listHostUrls } from './database-hosts.ts';

describe('the address of a database', () => {
  it.each([
    ['postgres://db/muster', ['postgres://db/muster']],
    ['postgres:///muster?host=/run/postgresql', ['postgres:///muster?host=/run/postgresql']],
    ['postgres://a,b/muster', ['postgres://a/muster', 'postgres://b/muster']],
    [
      'postgresql://muster:a%2Cb@[::1]:5433,db.example.com,10.0.0.1:6432/muster?sslmode=require',
      [
        'postgresql://muster:a%2Cb@[::1]:5433/muster?sslmode=require',
        'postgresql://muster:a%2Cb@db.example.com/muster?sslmode=require',
        'postgresql://muster:a%2Cb@10.0.0.1:6432/muster?sslmode=require',
      ],
    ],
    [
      'postgres://a:1,b:2/muster?target_session_attrs=read-write',
      [
        'postgres://a:1/muster?target_session_attrs=read-write',
        'postgres://b:2/muster?target_session_attrs=read-write',
      ],
    ],
    ['postgres:///db?host=one,two&port=1,2', ['postgres:///db?host=one&port=1', 'postgres:///db?host=two&port=2']],
    ['postgres:///db?host=one,two&port=1', ['postgres:///db?host=one&port=1', 'postgres:///db?host=two&port=1']],
    ['postgres:///db?host=one,two', ['postgres:///db?host=one', 'postgres:///db?host=two']],
    ['postgres://me,you:a,b@a,b/muster', ['postgres://me,you:a,b@a/muster', 'postgres://me,you:a,b@b/muster']],
    ['postgres://a,b/muster?target_session_attrs=primary', expect.arrayContaining([expect.stringContaining('//b/')])],
  ])('%s names its hosts', (url, urls) => {
    expect(listHostUrls(url)).toEqual(urls);
  });

  it.each([
    ['a host that is empty', 'postgres://a,,b/muster'],
    ['a port that is none', 'postgres://a:1,b:port/muster'],
    ['no database', 'postgres://a,b'],
    ['a server that takes no writes', 'postgres://a,b/muster?target_session_attrs=standby'],
    ['a server of any kind', 'postgres://a,b/muster?target_session_attrs=any'],
    ['another scheme', 'mysql://a,b/muster'],
  ])('with %s is none', (_what, url) => {
    expect(listHostUrls(url)).toBeUndefined();
  });
});
