import { mayBe } from '../possibleFlag.ts';
import { finding, unchecked, type Remark } from '../remark.ts';
import { resourcesOf, type Template } from '../template.ts';

/** Identity pools: no classic flow. */
export function identityPoolRules(template: Template): readonly Remark[] {
  return resourcesOf(template, 'AWS::Cognito::IdentityPool').flatMap(({ properties, path }) => {
    const here = [...path, 'AllowClassicFlow'];
    const classic = mayBe(properties['AllowClassicFlow'], 'true', template, 'false');
    if (classic === undefined) return [unchecked(here, 'Whether the classic flow is on is known only when it is deployed.')];
    return classic ? [finding('classic-flow', here, 'The classic flow is on.')] : [];
  });
}
