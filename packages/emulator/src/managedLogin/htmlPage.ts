/** Text as HTML shows it, in content and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { display: grid; place-items: center; min-height: 100vh; margin: 0 }
main { box-sizing: border-box; width: min(22rem, 100%); padding: 1.5rem }
h1 { font-size: 1.25rem }
form { display: grid; gap: .75rem }
label { display: grid; gap: .25rem }
input, button { box-sizing: border-box; width: 100%; padding: .6rem; font: inherit; border: 1px solid; border-radius: .4rem }
[role=alert] { margin: 0; padding: .6rem; border: 2px solid #d22; border-radius: .4rem }
small { opacity: .7 }`;

/**
 * A page of the sign-in service. No script runs in it, nothing is loaded, and no other site may frame it.
 * @param title - Plain text.
 * @param content - HTML; what came from outside is escaped already.
 */
export function htmlPage(title: string, content: string, status = 200): Response {
  const shown = escapeHtml(title);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${shown}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${shown}</h1>
${content}
<p><small>Local emulator: type no real password here.</small></p>
</main>
</body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // No form-action: browsers apply it to where a form's answer leads as well, which is the app.
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      // Within this origin, or the form would be posted with the origin "null".
      'referrer-policy': 'same-origin',
    },
  });
}
