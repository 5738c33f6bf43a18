import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** What the page is made of, by path; nothing comes from outside this machine. */
const FILES: Record<string, [file: string, type: string]> = {
	'/': ['index.html', 'text/html; charset=utf-8'],
	'/dashboard.css': ['dashboard.css', 'text/css; charset=utf-8'],
	'/dashboard.mjs': ['dashboard.mjs', 'text/javascript; charset=utf-8'],
	'/control.mjs': ['control.mjs', 'text/javascript; charset=utf-8'],
	'/dialogs.mjs': ['dialogs.mjs', 'text/javascript; charset=utf-8'],
	'/notice.mjs': ['notice.mjs', 'text/javascript; charset=utf-8'],
	'/settings.mjs': ['settings.mjs', 'text/javascript; charset=utf-8'],
	'/table.mjs': ['table.mjs', 'text/javascript; charset=utf-8'],
	'/views.mjs': ['views.mjs', 'text/javascript; charset=utf-8'],
	'/icon.svg': ['icon.svg', 'image/svg+xml'],
};

/** Serves the dashboard at `/`; it works through the control routes like any other caller. */
export function registerDashboard(app: FastifyInstance): void {
	for (const [path, [file, type]] of Object.entries(FILES))
		app.get(path, async (_request, reply) =>
			reply
				.header('Content-Security-Policy', "default-src 'self'")
				.header('Cache-Control', 'no-store')
				.type(type)
				.send(await readFile(new URL(file, import.meta.url))),
		);
}
