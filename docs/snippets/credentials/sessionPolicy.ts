import { allow, deny, policy } from '@valetkey/credential-providers';

/** Look at everything in one's own folder, and at nothing that is marked private. */
export const lookOnly = policy(
  allow('s3:GetObject', 'arn:aws:s3:::album/users/${identityId}/*'),
  allow('s3:ListBucket', 'arn:aws:s3:::album', { when: { StringLike: { 's3:prefix': 'users/${identityId}/*' } } }),
  deny('s3:*', 'arn:aws:s3:::album/users/*/private/*'),
);
