import { finding, type Remark } from '../remark.ts';
import { resourcesOf, type Template } from '../template.ts';

/** Nothing that has keys without an end. */
export function keyRules(template: Template): readonly Remark[] {
  return [
    ...resourcesOf(template, 'AWS::IAM::AccessKey').map(({ path }) => finding('long-lived-key', path, 'An access key is made, and whoever reads the outputs or the secret it goes into has it.')),
    ...resourcesOf(template, 'AWS::IAM::User').map(({ path }) => finding('long-lived-key', path, 'An IAM user is made: keys of a user are what apps are then given.')),
  ];
}
