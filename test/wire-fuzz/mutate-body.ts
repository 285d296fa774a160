import type { RandomSource } from '../../src/cli/generate/random-source.ts';
import { mutate } from '../fuzz/mutate.ts';
import { type FuzzWorld, type MarkedPool, roleArnOf } from './fuzz-world.ts';

export const OPERATIONS = [
  'CreateUserImportJob',
  'DescribeUserImportJob',
  'GetCSVHeader',
  'ListUserImportJobs',
  'StartUserImportJob',
  'StopUserImportJob',
] as const;
export type FuzzOperation = (typeof OPERATIONS)[number];

/** A member as text, so that a name may come twice and a value need not be JSON. */
type Member = readonly [name: string, value: string];

/** Values of every kind, as they stand in JSON; some of them are not JSON. */
const VALUES: readonly [string, ...string[]] = [
  ...(['null', 'true', 'false', '0', '-0', '1', '60', '61', '1.5', '1e400', '-1e400', '2147483648'] as const),
  ...['9'.repeat(400), '[]', '{}', '[null]', '{"a":1,"a":2}', '{"__proto__":{"UserPoolId":1}}', '""', '" "'],
  ...['"a"', '"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"漢字😀"', '"a\u00a0b"', '"\\u2028"', '"\u202e"'],
  ...['"import-"', '"import-AAAAAAAAAA"', '"us-east-1_AAAAAAAAA"', '"../../etc/passwd"', '"\' OR 1=1 --"', '"%00"'],
  ...['"BCRYPT"', '"bcrypt"', '"arn:aws:iam::222222222222:role/import"', '"arn:::"', `"${'x'.repeat(5_000)}"`],
  ...[`"${'é'.repeat(60_000)}"`, '['.repeat(100), '{"a":'.repeat(10_000), `${'['.repeat(65)}${']'.repeat(65)}`],
  ...['undefined', 'NaN', '+1', '01', "'a'", '"', '"\\x"', '{"a"}', '[1,]', '"a\nb"', '"a\0b"'],
];
const NAMES: readonly [string, ...string[]] = [
  ...(['UserPoolId', 'userPoolId', 'USERPOOLID', 'User\\u0050oolId', 'JobId', 'JobName', 'MaxResults'] as const),
  ...['PaginationToken', 'CloudWatchLogsRoleArn', 'PasswordHashingAlgorithm', '__proto__', 'constructor', 'toString'],
  ...['', '\\ud800', 'x'.repeat(300), 'reasonCode', '__type'],
];

/** The body of a good request, after none to four changes of its members and now and then of its bytes. */
export function mutateBody(random: RandomSource, world: FuzzWorld, operation: FuzzOperation, pool: MarkedPool): Buffer {
  let members = goodMembers(random, operation, pool);
  for (let changes = random.below(5); changes > 0; changes--) members = changeMembers(random, world, members);
  const text = `{${members.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
  const body = Buffer.from(text);
  return random.chance(15) ? mutate(random, [body]) : body;
}

function goodMembers(random: RandomSource, operation: FuzzOperation, pool: MarkedPool): Member[] {
  const userPoolId: Member = ['UserPoolId', JSON.stringify(pool.userPoolId)];
  switch (operation) {
    case 'CreateUserImportJob':
      return [userPoolId, ['JobName', '"fuzzed"'], ['CloudWatchLogsRoleArn', JSON.stringify(roleArnOf(pool.owner))]];
    case 'GetCSVHeader':
      return [userPoolId];
    case 'ListUserImportJobs':
      return [userPoolId, ['MaxResults', String(1 + random.below(60))]];
    default:
      return [userPoolId, ['JobId', JSON.stringify(pool.jobIds[random.below(pool.jobIds.length)])]];
  }
}

function changeMembers(random: RandomSource, world: FuzzWorld, members: readonly Member[]): Member[] {
  const at = random.below(members.length);
  const [name = 'x', value = '1'] = members[at] ?? [];
  const replaceBy = (...others: Member[]) => members.toSpliced(at, 1, ...others);
  switch (random.below(10)) {
    case 0:
      return replaceBy([name, random.pick(VALUES)]);
    case 1:
      return replaceBy();
    case 2:
      return replaceBy([name, value], [name, random.chance(50) ? value : random.pick(VALUES)]);
    case 3:
      return [...members, [random.pick(NAMES), random.pick(VALUES)]];
    case 4:
      return replaceBy([random.pick(NAMES), value]);
    case 5:
    case 6:
    case 7: {
      // What belongs to somebody else.
      const other = world.pools[random.below(world.pools.length)];
      return replaceBy([name, JSON.stringify(name === 'JobId' ? other?.jobIds[0] : other?.userPoolId)]);
    }
    default: {
      const cut = random.below(value.length + 1);
      return replaceBy([name, `${value.slice(0, cut)}${random.chance(50) ? '%2F' : ''}${value.slice(cut)}`]);
    }
  }
}
