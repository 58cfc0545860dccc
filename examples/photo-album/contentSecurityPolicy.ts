import type { Plugin } from 'vite';

/** The names of one's AWS resources, as `.env` has them. */
export type AwsNames = Readonly<Record<string, string | undefined>>;

/**
 * What the built album may do, as its page says itself: run its own scripts, talk to the four AWS services it uses, and
 * nothing else. A script that found its way in could not send what it reads to anybody; text never becomes script, because
 * browsers with Trusted Types refuse it. The dev server puts inline scripts into the page, so it goes without.
 */
export function contentSecurityPolicy(names: AwsNames): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: directives(names).join('; ') },
        injectTo: 'head-prepend',
      },
    ],
  };
}

function directives(names: AwsNames): readonly string[] {
  const { api, photos } = awsOrigins(names);
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src ${[...api, photos].join(' ')}`,
    // Photos by presigned URL, and those that wait for their upload.
    `img-src 'self' blob: ${photos}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    // The one that src/trustedTypes.ts makes.
    'trusted-types default',
  ];
}

/** Where user pool, identity pool, table and bucket answer. */
function awsOrigins(names: AwsNames): { readonly api: readonly string[]; readonly photos: string } {
  const endpoint = names['VITE_VALETKEY_ENDPOINT'] ?? '';
  if (endpoint !== '') {
    const { origin } = new URL(endpoint);
    return { api: [], photos: origin };
  }
  const region = names['VITE_AWS_REGION'] ?? '';
  return {
    api: ['cognito-idp', 'cognito-identity', 'dynamodb'].map((service) => `https://${service}.${region}.amazonaws.com`),
    photos: `https://${names['VITE_PHOTO_BUCKET'] ?? ''}.s3.${region}.amazonaws.com`,
  };
}
