import { textAt } from '../json.ts';
import { type Delegation, openedBy } from './delegation.ts';

/**
 * A function runs as its role: with a new role, with new code, with a new layer it does what the caller wants. It opens its sessions under its name;
 * the first, while it is being made, under another.
 */
export const lambdaFunction: Delegation = {
  source: 'lambda.amazonaws.com',
  names: ['CreateFunction', 'UpdateFunctionConfiguration', 'UpdateFunctionCode'],
  expects: (event) => {
    const name = textAt(event, 'requestParameters.functionName')?.replace(/^.*:function:/, '');
    const role = textAt(event, 'requestParameters.role');
    const rule = 'session of a function that the caller made or changed';
    const admits = openedBy('lambda.amazonaws.com');
    return [
      ...(name === undefined ? [] : [{ certainty: 'indirect' as const, rule, sessionName: name, admits }]),
      ...(role === null
        ? []
        : [
            {
              certainty: 'indirect' as const,
              rule,
              role,
              admits: (opening: Parameters<typeof admits>[0]) =>
                admits(opening) && /^awslambda_/.test(textAt(opening, 'requestParameters.roleSessionName') ?? ''),
            },
          ]),
    ];
  },
};
