import '@valetkey/ui/styles.css';
import { Authenticator, type Labels } from '@valetkey/ui';
import { ar } from '@valetkey/ui/messages/ar';
import type { ReactNode } from 'react';

// Outside the component: it is compared by identity.
const labels: Labels = { signIn: { title: 'Welcome back' } };

export const SignInGate = ({ locale, children }: { readonly locale: 'en' | 'ar'; readonly children: ReactNode }) => (
  <Authenticator
    identifier="email"
    signUp={{ attributes: ['given_name'] }}
    header={<img src="/logo.svg" alt="My notes" />}
    {...(locale === 'ar' ? { messages: ar } : { labels })}
  >
    {children}
  </Authenticator>
);
