import { CredentialsError, type CredentialSnapshot } from '@valetkey/core';
import { describe, expect, test } from 'vitest';
import { readIdentity, type QueryIdentity } from './identityOf.ts';

const ready = (epoch: number, identityId: string): CredentialSnapshot => ({
  status: 'ready',
  epoch,
  identityId,
  credentials: { accessKeyId: 'ASIA1', secretAccessKey: 's' },
  guest: false,
  expiresAt: undefined,
  source: 'mock',
});
const error: CredentialSnapshot = { status: 'error', epoch: 1, error: new CredentialsError('NETWORK') };
const ada: QueryIdentity = { known: true, epoch: 1, identityId: 'ada' };

describe('readIdentity', () => {
  test.each<[string, CredentialSnapshot, QueryIdentity | undefined, QueryIdentity]>([
    ['nothing known', { status: 'unknown', epoch: 0 }, undefined, { known: false, epoch: 0, identityId: undefined }],
    ['on their way', { status: 'loading', epoch: 1 }, undefined, { known: false, epoch: 1, identityId: undefined }],
    ['there', ready(1, 'ada'), undefined, ada],
    ['obtained anew for the same person', { status: 'loading', epoch: 1 }, ada, ada],
    ['failed for the same person', error, ada, ada],
    ['failed at first', error, undefined, { known: true, epoch: 1, identityId: undefined }],
    ['on their way for somebody else', { status: 'loading', epoch: 2 }, ada, { known: false, epoch: 2, identityId: undefined }],
    ['nobody', { status: 'signed-out', epoch: 1, expired: false }, ada, { known: true, epoch: 1, identityId: undefined }],
  ])('%s', (_name, snapshot, previous, identity) => {
    expect(readIdentity(snapshot, previous)).toEqual(identity);
  });
});
