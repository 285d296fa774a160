import type { SchemaAttribute } from './user-pool.ts';

const CHANGEABLE = { developerOnly: false, mutable: true, required: false } as const;

/** The attributes every pool has, in the classic order (R154), with the constraints that DescribeUserPool shows for them (R478). */
export const DEFAULT_SCHEMA: readonly SchemaAttribute[] = [
  {
    name: 'sub',
    dataType: 'String',
    developerOnly: false,
    mutable: false,
    required: true,
    minLength: '1',
    maxLength: '2048',
  },
  text('name'),
  text('given_name'),
  text('family_name'),
  text('middle_name'),
  text('nickname'),
  text('preferred_username'),
  text('profile'),
  text('picture'),
  text('website'),
  text('email'),
  { name: 'email_verified', dataType: 'Boolean', ...CHANGEABLE },
  text('gender'),
  { name: 'birthdate', dataType: 'String', ...CHANGEABLE, minLength: '10', maxLength: '10' },
  text('zoneinfo'),
  text('locale'),
  text('phone_number'),
  { name: 'phone_number_verified', dataType: 'Boolean', ...CHANGEABLE },
  text('address'),
  { name: 'updated_at', dataType: 'Number', ...CHANGEABLE, minValue: '0' },
];

function text(name: string): SchemaAttribute {
  return { name, dataType: 'String', ...CHANGEABLE, minLength: '0', maxLength: '2048' };
}
