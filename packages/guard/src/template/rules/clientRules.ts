import { mayBe } from '../possibleFlag.ts';
import { possibleTexts } from '../possibleTexts.ts';
import { keepsOut, possibleValues } from '../possibleValues.ts';
import { finding, unchecked, type Remark } from '../remark.ts';
import { objectOf, resourcesOf, type Template, type TemplateResource } from '../template.ts';
import type { TemplateRule } from '../templateRules.ts';

/** Shortest grace that outlasts a page which is lost while it refreshes, in s: others wait for it as long. */
export const MIN_GRACE_SECONDS = 15;

const PASSWORD_FLOWS: readonly string[] = ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'];
const URL_PROPERTIES = ['CallbackURLs', 'LogoutURLs', 'DefaultRedirectURI'] as const;
// What a parameter's pattern has to keep out.
const UNSAFE_URLS: readonly string[] = ['http://example.com', 'http://example.com/', 'app://callback'];

/** App clients: what a page may be given, and how its sign-ins end. Clients that only machines use are left alone. */
export function clientRules(template: Template): readonly Remark[] {
  return resourcesOf(template, 'AWS::Cognito::UserPoolClient')
    .filter((client) => !isForMachines(client, template))
    .flatMap((client) => [
      ...flag(client, 'GenerateSecret', 'true', 'false', 'client-secret', 'The client has a secret.', template),
      ...flag(client, 'EnableTokenRevocation', 'false', 'true', 'token-revocation', 'Token revocation is off.', template),
      ...existenceRemarks(client, template),
      ...flowRemarks(client, template),
      ...rotationRemarks(client, template),
      ...URL_PROPERTIES.flatMap((property) => urlRemarks(client, property, template)),
    ]);
}

function isForMachines({ properties }: TemplateResource, template: Template): boolean {
  const flows = possibleTexts(properties['AllowedOAuthFlows'], template);
  return flows.length > 0 && flows.every((flow) => 'value' in flow && flow.value.text === 'client_credentials');
}

function flag(client: TemplateResource, property: string, bad: string, absent: string, rule: TemplateRule, what: string, template: Template): readonly Remark[] {
  const path = [...client.path, property];
  const isBad = mayBe(client.properties[property], bad, template, absent);
  if (isBad === undefined) return [unchecked(path, `${property} is known only when it is deployed.`)];
  return isBad ? [finding(rule, path, what)] : [];
}

function existenceRemarks(client: TemplateResource, template: Template): readonly Remark[] {
  const texts = possibleTexts(client.properties['PreventUserExistenceErrors'], template);
  const path = [...client.path, 'PreventUserExistenceErrors'];
  if (texts.length === 0) return [finding('user-existence', client.path, 'PreventUserExistenceErrors is not set, so unknown people are answered as unknown.')];
  return texts.flatMap((one) => {
    if ('unknown' in one) return [unchecked(path, `PreventUserExistenceErrors was not checked: ${one.unknown}.`)];
    return one.value.text === 'ENABLED' ? [] : [finding('user-existence', path, `PreventUserExistenceErrors may be ${one.value.text}.`)];
  });
}

function flowRemarks({ properties, path }: TemplateResource, template: Template): readonly Remark[] {
  return [
    ...listed(properties['ExplicitAuthFlows'], [...path, 'ExplicitAuthFlows'], PASSWORD_FLOWS, 'password-flow', template),
    ...listed(properties['AllowedOAuthFlows'], [...path, 'AllowedOAuthFlows'], ['implicit'], 'implicit-flow', template),
  ];
}

function listed(value: unknown, path: TemplateResource['path'], bad: readonly string[], rule: TemplateRule, template: Template): readonly Remark[] {
  return possibleTexts(value, template).flatMap((one) => {
    if ('unknown' in one) return keepsOut(one, bad) ? [] : [unchecked(path, `Not all of this was checked: ${one.unknown}.`)];
    return bad.includes(one.value.text) ? [finding(rule, path, `${one.value.text} is allowed.`)] : [];
  });
}

function rotationRemarks({ properties, path }: TemplateResource, template: Template): readonly Remark[] {
  const here = [...path, 'RefreshTokenRotation'];
  return possibleValues(properties['RefreshTokenRotation'], template).flatMap((possible): readonly Remark[] => {
    if ('unknown' in possible) return [unchecked(here, `Refresh token rotation was not checked: ${possible.unknown}.`)];
    const { Feature, RetryGracePeriodSeconds } = objectOf(possible.value);
    const isOn = mayBe(Feature, 'ENABLED', template);
    if (isOn === undefined) return [unchecked(here, 'Whether refresh tokens rotate is known only when it is deployed.')];
    if (!isOn || mayBe(Feature, 'DISABLED', template) === true) return [finding('token-rotation', possible.value === undefined ? path : here, 'Refresh tokens do not rotate.')];
    return graceRemarks(RetryGracePeriodSeconds, [...here, 'RetryGracePeriodSeconds'], template);
  });
}

function graceRemarks(value: unknown, path: TemplateResource['path'], template: Template): readonly Remark[] {
  const texts = possibleTexts(value, template);
  if (texts.length === 0) return [finding('rotation-grace', path, 'A refresh token that was rotated ends at once.')];
  return texts.flatMap((one) => {
    if ('unknown' in one) return [unchecked(path, `The grace was not checked: ${one.unknown}.`)];
    return Number(one.value.text) >= MIN_GRACE_SECONDS ? [] : [finding('rotation-grace', path, `A refresh token that was rotated ends after ${one.value.text} s.`)];
  });
}

function urlRemarks({ properties, path }: TemplateResource, property: (typeof URL_PROPERTIES)[number], template: Template): readonly Remark[] {
  const here = [...path, property];
  return possibleTexts(properties[property], template).flatMap((one) => {
    if ('unknown' in one) return keepsOut(one, UNSAFE_URLS) ? [] : [unchecked(here, `Not all of these were checked: ${one.unknown}.`)];
    const { text, reference } = one.value;
    if (reference !== undefined || text.startsWith('${')) return [unchecked(here, `${text} was not checked: it is known only when it is deployed.`)];
    return isSafeUrl(text) ? [] : [finding('callback-url', here, `${text} is not https.`)];
  });
}

function isSafeUrl(text: string): boolean {
  return text.startsWith('https://') || /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/.test(text);
}
