import '@valetkey/ui/styles.css';
import './album.css';
import type { ReactNode } from 'react';
import { Providers } from '../album/Providers.tsx';

export const metadata = { title: 'Album', description: 'A photo album, rendered on a server.' };

/** Every page. */
export default function Layout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en">
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
