import { expect, it, vi } from 'vitest';
import { keepParsedJson } from './parse-kept-json.ts';

it('parses each text once, and hands out what nobody can change', () => {
  const parse = vi.fn((text: string): { readonly list: string[] } => JSON.parse(text));
  const read = keepParsedJson(parse);
  const first = read('{"list":["a"]}');
  expect(read('{"list":["a"]}')).toBe(first);
  expect(read('{"list":["b"]}')).toEqual({ list: ['b'] });
  expect(parse).toHaveBeenCalledTimes(2);
  expect(() => first.list.push('c')).toThrow(TypeError);
});

it('keeps no text that is too long, and not ever more of them', () => {
  const parse = vi.fn((text: string): object => JSON.parse(text));
  const read = keepParsedJson(parse);
  const long = JSON.stringify({ name: 'x'.repeat(60_000) });
  read(long);
  read(long);
  expect(parse).toHaveBeenCalledTimes(2);
  for (let number = 0; number < 501; number += 1) read(`{"number":${number}}`);
  parse.mockClear();
  read('{"number":0}');
  read('{"number":500}');
  expect(parse).toHaveBeenCalledTimes(1);
});
