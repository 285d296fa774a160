import type { ServiceName } from '../../src/model/operation-types.ts';
import type { ServiceModel, Shape } from '../../src/model/service-model.ts';
import { serviceModels } from '../../src/model/service-models.ts';
import { formatCount } from './limit.ts';

/** A value in the inputs of a service that has a size: a string, number, list or map. */
export interface MemberLimit {
  readonly service: ServiceName;
  /** Name of its shape in the model. */
  readonly shape: string;
  readonly kind: 'characters' | 'value' | 'members' | 'entries';
  /** Of the model; undefined if it has none. */
  readonly max: number | undefined;
  /** The members that hold it, as requests spell them: `PoolName`, `UserPoolTags key`. */
  readonly names: readonly string[];
}

/** Shapes without a maximum in the model, with what limits them instead, by service. A test requires each of them, and no others. */
export const OTHERWISE_LIMITED: Readonly<Record<ServiceName, Readonly<Record<string, string>>>> = {
  'cognito-idp': {
    AttributeListType: 'body of the request',
    MFAOptionListType: 'body of the request',
    AttributeNameListType: 'body of the request',
    AuthParametersType: 'body of the request',
    ChallengeResponsesType: 'body of the request',
    ClientMetadataType: 'body of the request',
    ClientPermissionListType: 'body of the request',
    EmailAddressType: 'body of the request',
    EmailMfaSubjectType: 'body of the request',
    ExplicitAuthFlowsListType: 'body of the request',
    HexStringType: 'body of the request',
    HttpHeaderList: 'body of the request',
    PrecedenceType: 'a 32-bit number',
    PaginationKeyType: 'a token of the server, body of the request',
    SearchPaginationTokenType: 'a token of the server, body of the request',
    SearchedAttributeNamesListType: 'body of the request',
    SupportedIdentityProvidersListType: 'body of the request',
    TokenModelType: 'its pattern, body of the request',
    UserPoolTagsListType: 'body of the request',
  },
  iam: { policyVersionIdType: 'its pattern, body of the request' },
  logs: {
    Days: 'the periods that CloudWatch Logs has',
    EventMessage: 'messages of a call of PutLogEvents',
    NextToken: 'a token of the server, body of the request',
    SequenceToken: 'body of the request, otherwise ignored',
    Timestamp: 'a 64-bit number',
  },
  muster: {},
  sts: {
    policyDescriptorListType: 'managed session policies of AssumeRole',
    unrestrictedSessionPolicyDocumentType: 'session policies of AssumeRole',
  },
};

/** Every value with a size that an input of the API can hold, in the order of the models. */
export function listMemberLimits(): readonly MemberLimit[] {
  return (Object.keys(serviceModels) as ServiceName[]).flatMap((service) =>
    listOfService(service, serviceModels[service]),
  );
}

function listOfService(service: ServiceName, model: ServiceModel): MemberLimit[] {
  const names = new Map<string, Set<string>>();
  const visit = (shapeName: string, name: string): void => {
    const seen = names.get(shapeName);
    if (seen?.has(name)) return;
    names.set(shapeName, (seen ?? new Set()).add(name));
    const shape = model.shapes[shapeName];
    if (shape?.type === 'structure')
      for (const [member, target] of Object.entries(shape.members)) visit(target, member);
    if (shape?.type === 'list') visit(shape.member, name);
    if (shape?.type === 'map') {
      visit(shape.key, `${name} key`);
      visit(shape.value, `${name} value`);
    }
  };
  for (const [operation, { input }] of Object.entries(model.operations)) visit(input, operation);
  return [...names].flatMap(([shape, held]) => {
    const kind = kindOf(model.shapes[shape]);
    if (kind === undefined) return [];
    const max = maxOf(model.shapes[shape]);
    return [{ service, shape, kind, max, names: [...held].sort() }];
  });
}

function kindOf(shape: Shape | undefined): MemberLimit['kind'] | undefined {
  switch (shape?.type) {
    case 'string':
      return shape.enum ? undefined : 'characters';
    case 'integer':
    case 'long':
      return 'value';
    case 'list':
      return 'members';
    case 'map':
      return 'entries';
    default:
      return undefined;
  }
}

function maxOf(shape: Shape | undefined): number | undefined {
  return shape !== undefined && 'max' in shape ? shape.max : undefined;
}

/** The limits of members as a table of Markdown: one row for all members of a service with the same limit. */
export function writeMemberLimitsTable(): string {
  const rows = new Map<string, { readonly limit: MemberLimit; readonly names: Set<string> }>();
  for (const limit of listMemberLimits()) {
    const text = describe(limit);
    const row = rows.get(`${limit.service} ${text}`) ?? { limit, names: new Set() };
    rows.set(`${limit.service} ${text}`, row);
    for (const name of limit.names) row.names.add(name);
  }
  const services = Object.keys(serviceModels);
  const lines = [...rows.values()]
    .sort((one, other) => services.indexOf(one.limit.service) - services.indexOf(other.limit.service))
    .map(({ limit, names }) => `| \`${limit.service}\` | ${describe(limit)} | ${[...names].sort().join(', ')} |`);
  return ['| service | at most | members of inputs |', '|---|---|---|', ...lines].join('\n');
}

function describe({ service, shape, kind, max }: MemberLimit): string {
  if (max === undefined) return OTHERWISE_LIMITED[service][shape] ?? 'not limited';
  return kind === 'value' ? `a value of ${formatCount(max)}` : `${formatCount(max)} ${kind}`;
}
