import { describe, expect, it } from 'vitest';
import { GrowingJoinTable } from './growing-join-table.ts';
import { describeJoinTable } from './join-table-contract.fixture.ts';
import { MemoryJoinTable } from './memory-join-table.ts';

const neverLarge = () => {
  throw new Error('the rows have room');
};

describe('rows in memory', () => describeJoinTable(() => new MemoryJoinTable()));
describe('rows that may grow and do not', () => describeJoinTable(() => new GrowingJoinTable(neverLarge)));
describe('rows that move at the first of them', () => {
  describeJoinTable(() => new GrowingJoinTable(() => new MemoryJoinTable(), 0));
});
describe('rows that move after some', () => {
  describeJoinTable(() => new GrowingJoinTable(() => new MemoryJoinTable(), 700));
});

describe('GrowingJoinTable', () => {
  it('moves once, when its rows take more than they may (R759)', () => {
    let opened = 0;
    const table = new GrowingJoinTable(() => {
      opened += 1;
      return new MemoryJoinTable();
    }, 1_000);
    const moved: boolean[] = [];
    for (let index = 0; index < 20; index++) {
      table.add([`key ${index}`], 'text');
      moved.push(table.isLarge);
    }
    expect(moved.slice(0, 3)).toEqual([false, false, false]);
    expect(moved.at(-1)).toBe(true);
    expect(opened).toBe(1);
    expect(table.rowCount).toBe(20);
    expect(table.find('key 0')).toEqual(['text']);
  });

  it('lets a failure to open the large table out (R759)', () => {
    const table = new GrowingJoinTable(neverLarge, 0);
    expect(() => table.add(['a'], 'text')).toThrow('the rows have room');
  });
});
