import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { act } from '@testing-library/react';
import { createCredentialStore, type Policy, type ServiceOptions } from '@valetkey/core';
import { createMockProvider } from '@valetkey/testing';
import type { ReactNode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../testKit/createTestApp.tsx';
import { describeInBothModes } from '../testKit/describeInBothModes.tsx';
import { CredentialsScope } from './CredentialsScope.tsx';
import { useCan } from './useCan.ts';

const CAT = 'arn:aws:s3:::album/public/cat.jpg';

const readPublic: Policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::album/public/*' }],
};
const nothing: Policy = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] };

/** A service whose IAM prefix, `logs`, is not its SDK id. */
class LogsClient {
  readonly config: { readonly serviceId: string } = { serviceId: 'CloudWatch Logs' };
  readonly middlewareStack: object = {};
  destroy(): void {}
}

type Wrapper = (props: { readonly children: ReactNode }) => ReactNode;

describeInBothModes('useCan', ({ renderHook }) => {
  const settle = ({ clock }: TestApp): Promise<void> => act(() => clock.advanceBy(0));
  const setUp = (scopes: Wrapper, services?: ServiceOptions): TestApp & { readonly wrapper: Wrapper } => {
    const app = createTestApp({ narrows: true, ...(services === undefined ? {} : { services }) });
    return { ...app, wrapper: ({ children }) => <app.App>{scopes({ children })}</app.App> };
  };

  test('tells what the policy of the scope around says, and no more', async () => {
    const app = setUp(({ children }) => <CredentialsScope policy={readPublic}>{children}</CredentialsScope>);
    const { result } = renderHook(
      () => [
        useCan('s3:GetObject', CAT),
        useCan('s3:GetObject', CAT, S3Client),
        useCan('S3:deleteobject', CAT),
        useCan('dynamodb:GetItem', '*', DynamoDBClient),
      ],
      { wrapper: app.wrapper },
    );
    await settle(app);
    expect(result.current).toEqual(['allowed', 'allowed', 'denied', 'denied']);
  });

  test.each<[string, Wrapper]>([
    ['without a scope', ({ children }) => children],
    ['in a scope with a role', ({ children }) => <CredentialsScope roleArn="arn:aws:iam::123456789012:role/reader">{children}</CredentialsScope>],
    ['in a scope with managed policies', ({ children }) => <CredentialsScope policyArns={['arn:aws:iam::aws:policy/ReadOnlyAccess']}>{children}</CredentialsScope>],
    ['where managed policies are added', ({ children }) => (
      <CredentialsScope policy={readPublic} policyArns={['arn:aws:iam::aws:policy/ReadOnlyAccess']}>{children}</CredentialsScope>
    )],
    ['in a scope for another service', ({ children }) => <CredentialsScope policy={nothing} services={['DynamoDB']}>{children}</CredentialsScope>],
  ])('%s it is not known', async (_name, scopes) => {
    const app = setUp(scopes);
    const { result } = renderHook(() => useCan('s3:GetObject', CAT), { wrapper: app.wrapper });
    await settle(app);
    expect(result.current).toBe('unknown');
  });

  test('of two scopes the one counts that the service signs with', async () => {
    const app = setUp(({ children }) => (
      <CredentialsScope policy={nothing}>
        <CredentialsScope credentials={other} services={['S3']}>
          <CredentialsScope policy={readPublic} services={['S3']}>{children}</CredentialsScope>
        </CredentialsScope>
      </CredentialsScope>
    ));
    const { clock, environment } = app;
    const other = createCredentialStore({ provider: createMockProvider({ clock, narrows: true }), clock, environment });
    const { result } = renderHook(() => [useCan('s3:GetObject', CAT), useCan('dynamodb:GetItem', '*')], { wrapper: app.wrapper });
    await settle(app);
    expect(result.current).toEqual(['allowed', 'denied']);
  });

  test('where a scope names a service whose prefix is another word, only the client class tells which is meant', async () => {
    const app = setUp(({ children }) => (
      <CredentialsScope policy={readPublic}>
        <CredentialsScope policy={nothing} services={['CloudWatch Logs']}>{children}</CredentialsScope>
      </CredentialsScope>
    ));
    const { result } = renderHook(
      () => [useCan('logs:PutLogEvents', '*'), useCan('logs:PutLogEvents', '*', LogsClient), useCan('s3:GetObject', CAT)],
      { wrapper: app.wrapper },
    );
    await settle(app);
    expect(result.current).toEqual(['unknown', 'denied', 'allowed']);
  });

  test('a service that shares its prefix with one that a scope names is asked for by its client class', async () => {
    const app = setUp(({ children }) => (
      <CredentialsScope policy={readPublic}>
        <CredentialsScope policy={nothing} services={['S3 Control']}>{children}</CredentialsScope>
      </CredentialsScope>
    ));
    const { result } = renderHook(() => [useCan('s3:GetObject', CAT), useCan('s3:GetObject', CAT, S3Client)], { wrapper: app.wrapper });
    await settle(app);
    expect(result.current).toEqual(['unknown', 'allowed']);
  });

  test('options of a service that leave its credentials as they are change nothing', async () => {
    const app = setUp(({ children }) => <CredentialsScope policy={readPublic}>{children}</CredentialsScope>, { 'CloudWatch Logs': { maxAttempts: 5 } });
    const { result } = renderHook(() => useCan('s3:DeleteObject', CAT), { wrapper: app.wrapper });
    await settle(app);
    expect(result.current).toBe('denied');
  });

  test('knows what depends on the identity id once that is known, and not on a server', async () => {
    const mine: Policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::album/users/${identityId}/*' }],
    };
    const app = setUp(({ children }) => <CredentialsScope policy={mine}>{children}</CredentialsScope>);
    app.provider.answerAlways({ accessKeyId: 'ASIA1', secretAccessKey: 's', sessionToken: 't', identityId: 'eu-west-1:ada' });
    const useAsk = (): string => useCan('s3:GetObject', 'arn:aws:s3:::album/users/eu-west-1:ada/cat.jpg');
    const seen: string[] = [];
    const { result } = renderHook(
      () => {
        const told = useAsk();
        seen.push(told);
        return told;
      },
      { wrapper: app.wrapper },
    );
    await settle(app);
    expect(seen[0]).toBe('unknown');
    expect(result.current).toBe('allowed');
    const Asker = (): ReactNode => useAsk();
    expect(renderToString(<app.wrapper><Asker /></app.wrapper>)).toBe('unknown');
  });

  test.each(['s3:Get*', 'GetObject', '*'])('%s is not one action', (action) => {
    const { App } = createTestApp();
    const report = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderHook(() => useCan(action, CAT), { wrapper: App })).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    report.mockRestore();
  });
});
