import type { ReactElement } from 'react';

/** The foot of every screen. */
export function Footer(): ReactElement {
  return (
    <footer className="footer">
      <p>
        Photos in Amazon S3, captions in DynamoDB, people in Cognito. The browser signs every request with temporary
        credentials, kept fresh by Valet Key.
      </p>
    </footer>
  );
}
