import type { Container } from '../../../api/types/container.ts';
import type { Pod } from '../../../api/types/pod.ts';
import type { Process } from '../process.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const NGINX_ROOT = '/usr/share/nginx/html';
/** What the server in a container answers to a GET: its files where it has any, else what its image is known for. */
export function containerAnswer(
  pod: Pod,
  container: Container,
  process: Process,
  path: string,
  readFile: (path: string) => string | undefined,
): HttpAnswer {
  const image = container.image ?? '';
  const name = image
    .replace(/[:@].*$/, '')
    .split('/')
    .at(-1)!;
  const tag = /:([\w.-]+)$/.exec(image)?.[1] ?? '';
  const html = (status: number, body: string, server: string): HttpAnswer => ({
    status,
    headers: [
      ['Server', server],
      ['Content-Type', 'text/html'],
    ],
    body,
  });
  const fileOf = (root: string) => readFile(`${root}${path.endsWith('/') ? `${path}index.html` : path}`);
  if (name.startsWith('nginx')) {
    const server = `nginx/${/^\d+\.\d+\.\d+$/.test(tag) ? tag : `${/^\d+\.\d+/.exec(tag)?.[0] ?? '1.29'}.0`}`;
    const file = fileOf(NGINX_ROOT);
    if (file !== undefined) return html(200, file, server);
    if (path.endsWith('/')) return nginxError(403, 'Forbidden', server);
    return nginxError(404, 'Not Found', server);
  }
  if (name === 'httpd') {
    const file = fileOf('/usr/local/apache2/htdocs');
    const server = `Apache/2.4.62 (Unix)`;
    if (file !== undefined) return html(200, file, server);
    return html(404, NOT_FOUND, server);
  }
  if (name === 'hello-app') {
    const body = `Hello, world!\nVersion: ${tag === '2.0' ? '2.0.0' : '1.0.0'}\nHostname: ${pod.metadata.name}\n`;
    return { status: 200, headers: [['Content-Type', 'text/plain; charset=utf-8']], body };
  }
  const served = process.paths === undefined || process.paths.includes(path.split('?')[0]!);
  return {
    status: served ? 200 : 404,
    headers: [['Content-Type', 'text/plain']],
    body: served ? `not simulated in Drydock: what ${image} answers\n` : '404 page not found\n',
  };
}

const NOT_FOUND = `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
<html><head>
<title>404 Not Found</title>
</head><body>
<h1>Not Found</h1>
<p>The requested URL was not found on this server.</p>
</body></html>
`;

function nginxError(status: number, words: string, server: string): HttpAnswer {
  const body = `<html>\r\n<head><title>${status} ${words}</title></head>\r\n<body>\r\n<center><h1>${status} ${words}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n`;
  return {
    status,
    headers: [
      ['Server', server],
      ['Content-Type', 'text/html'],
    ],
    body,
  };
}
