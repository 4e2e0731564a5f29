import type { Container } from '../../../api/types/container.ts';

const WELCOME = `<!DOCTYPE html>
<html>
<head>
<title>Welcome to nginx!</title>
<style>
html { color-scheme: light dark; }
body { width: 35em; margin: 0 auto;
font-family: Tahoma, Verdana, Arial, sans-serif; }
</style>
</head>
<body>
<h1>Welcome to nginx!</h1>
<p>If you see this page, the nginx web server is successfully installed and
working. Further configuration is required.</p>

<p>For online documentation and support please refer to
<a href="http://nginx.org/">nginx.org</a>.<br/>
Commercial support is available at
<a href="http://nginx.com/">nginx.com</a>.</p>

<p><em>Thank you for using nginx.</em></p>
</body>
</html>
`;

/** Pages that the images of web servers come with, by the last part of the image's name. */
const FILES: Readonly<Record<string, readonly [path: string, text: string]>> = {
  nginx: ['/usr/share/nginx/html/index.html', WELCOME],
  httpd: ['/usr/local/apache2/htdocs/index.html', '<html><body><h1>It works!</h1></body></html>\n'],
};

/** The file that a container has of its image; undefined: none that matters, or a volume hides it. */
export function imageFile({
  image = '',
  volumeMounts = [],
}: Container): readonly [path: string, text: string] | undefined {
  const name = image
    .replace(/[:@].*$/, '')
    .split('/')
    .at(-1)!;
  const file = Object.hasOwn(FILES, name) ? FILES[name] : undefined;
  if (file === undefined) return undefined;
  const hidden = volumeMounts.some(({ mountPath }) => file[0] === mountPath || file[0].startsWith(`${mountPath}/`));
  return hidden ? undefined : file;
}
