import { describe, expect, it } from 'vitest';
import { CUSTOM_ATTRIBUTES_MAX, existingAttributeText, judgeCustomAttributes } from './custom-attribute.ts';
import { DEFAULT_SCHEMA } from './default-schema.ts';
import type { RequestedAttribute } from './requested-attribute.ts';
import { judgeSchema } from './user-pool-schema.ts';

const CLASSIC_ORDER =
  'sub name given_name family_name middle_name nickname preferred_username profile picture website email email_verified gender ' +
  'birthdate zoneinfo locale phone_number phone_number_verified address updated_at';

function schemaOf(...requested: RequestedAttribute[]) {
  const verdict = judgeSchema(requested);
  if (verdict.kind === 'refused') throw new Error(verdict.text);
  return verdict.schema;
}

describe('the schema of a pool', () => {
  it('has the standard attributes in classic order (R154)', () => {
    expect(schemaOf().map(({ name }) => name)).toEqual(CLASSIC_ORDER.split(' '));
  });

  it('has 15 free texts of up to 2048 characters, and five attributes of their own kind (R478)', () => {
    const texts = schemaOf().filter(({ minLength, maxLength }) => minLength === '0' && maxLength === '2048');
    expect(texts).toHaveLength(15);
    expect(schemaOf().filter((attribute) => !texts.includes(attribute))).toEqual([
      expect.objectContaining({ name: 'sub', mutable: false, required: true, minLength: '1', maxLength: '2048' }),
      expect.objectContaining({ name: 'email_verified', dataType: 'Boolean', mutable: true }),
      expect.objectContaining({ name: 'birthdate', dataType: 'String', minLength: '10', maxLength: '10' }),
      expect.objectContaining({ name: 'phone_number_verified', dataType: 'Boolean', mutable: true }),
      expect.objectContaining({ name: 'updated_at', dataType: 'Number', minValue: '0' }),
    ]);
  });

  it('lets a request make a standard attribute required, immutable and shorter, in its place', () => {
    const schema = schemaOf({ name: 'given_name', required: true, mutable: false, maxLength: '255' });
    expect(schema[2]).toEqual({
      name: 'given_name',
      dataType: 'String',
      developerOnly: false,
      mutable: false,
      required: true,
      minLength: '0',
      maxLength: '255',
    });
    expect(schema).toHaveLength(DEFAULT_SCHEMA.length);
  });

  it.each<[string, RequestedAttribute, object]>([
    ['custom:', { name: 'team', dataType: 'String' }, { name: 'custom:team', mutable: true, developerOnly: false }],
    ['custom: whatever its name is', { name: 'custom:team', dataType: 'String' }, { name: 'custom:custom:team' }],
    [
      'dev:custom: whatever its name is',
      { name: 'dev:x', dataType: 'String', developerOnly: true },
      { name: 'dev:custom:dev:x' },
    ],
    ['dev:custom:', { name: 'key', dataType: 'String', developerOnly: true }, { name: 'dev:custom:key' }],
    [
      'bounds of its type only',
      { name: 'age', dataType: 'Number', minValue: '-3', maxLength: '5' },
      { name: 'custom:age', dataType: 'Number', minValue: '-3' },
    ],
  ])('gives a custom attribute %s (R156, R472)', (_, requested, attribute) => {
    expect(schemaOf(requested).at(-1)).toMatchObject(attribute);
    expect(schemaOf(requested).at(-1)).not.toHaveProperty('maxLength');
  });

  it.each<[string, RequestedAttribute[]]>([
    [
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute email',
      [{ name: 'email', dataType: 'Number' }],
    ],
    [
      'You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute name',
      [{ name: 'name', developerOnly: true }],
    ],
    ['You can not change the standard schema attribute sub', [{ name: 'sub', mutable: true }]],
    ['Required custom attributes are not supported currently.', [{ name: 'a', dataType: 'String', required: true }]],
    ['Invalid AttributeDataType input, consider using the provided AttributeDataType enum.', [{ name: 'a' }]],
    ['Invalid attribute name: ', [{ name: '', dataType: 'String' }]],
    [
      'Invalid StringAttributeConstraints for schema attribute custom:a',
      [{ name: 'a', dataType: 'String', maxLength: '-1' }],
    ],
    [
      'Invalid NumberAttributeConstraints for schema attribute custom:a',
      [{ name: 'a', dataType: 'Number', minValue: 'low' }],
    ],
    [
      'custom:a: MinLength is greater than MaxLength.',
      [{ name: 'a', dataType: 'String', minLength: '3', maxLength: '2' }],
    ],
    [
      'custom:a: MinValue is greater than MaxValue.',
      [{ name: 'a', dataType: 'Number', minValue: '3', maxValue: '-2' }],
    ],
    ['Duplicate schema attribute name.', [{ name: 'name' }, { name: 'name' }]],
    [
      'custom:a: Existing attribute already has name custom:a.',
      [
        { name: 'a', dataType: 'String' },
        { name: 'a', dataType: 'Number' },
      ],
    ],
    [
      'custom:custom:a: Existing attribute already has name custom:custom:a.',
      [
        { name: 'custom:a', dataType: 'String' },
        { name: 'custom:a', dataType: 'Number' },
      ],
    ],
  ])('refuses with: %s', (text, requested) => {
    expect(judgeSchema(requested)).toEqual({ kind: 'refused', text });
  });

  it('counts custom attributes only against their limit', () => {
    const request = (index: number): RequestedAttribute => ({ name: `a${index}`, dataType: 'String' });
    const full = schemaOf(...Array.from({ length: CUSTOM_ATTRIBUTES_MAX }, (_, index) => request(index)));
    expect(full).toHaveLength(DEFAULT_SCHEMA.length + CUSTOM_ATTRIBUTES_MAX);
    expect(judgeCustomAttributes([request(CUSTOM_ATTRIBUTES_MAX)], full)).toEqual({
      kind: 'refused',
      text: 'The user pool has reached its limit of 50 custom attributes.',
    });
  });

  it('names a developer-only attribute twice when it is there already', () => {
    expect(existingAttributeText('dev:custom:a')).toBe('custom:a: Existing attribute already has name dev:custom:a.');
  });
});
