/** Why the settings of an app client are refused, with the error that Cognito answers. */
export interface ClientRefusal {
  readonly code:
    | 'InvalidParameterException'
    | 'InvalidOAuthFlowException'
    | 'ScopeDoesNotExistException'
    | 'FeatureUnavailableInTierException';
  readonly text: string;
}

export function invalidParameter(text: string): ClientRefusal {
  return { code: 'InvalidParameterException', text };
}
