import { isPolicyArn } from '../../aws/arn.ts';
import type { Fail } from '../define-operation.ts';

export function requirePolicyArn(text: string, fail: Fail<'InvalidInputException'>): string {
  return isPolicyArn(text) ? text : fail('InvalidInputException', `ARN ${text} is not valid.`);
}
