import { cognitoIdpModel } from './generated/cognito-idp.ts';
import { iamModel } from './generated/iam.ts';
import { logsModel } from './generated/logs.ts';
import { musterModel } from './generated/muster.ts';
import { stsModel } from './generated/sts.ts';
import type { ServiceName } from './operation-types.ts';
import type { ServiceModel } from './service-model.ts';

/** The models of all services served. */
export const serviceModels: Readonly<Record<ServiceName, ServiceModel>> = {
  'cognito-idp': cognitoIdpModel,
  logs: logsModel,
  iam: iamModel,
  sts: stsModel,
  muster: musterModel,
};
