import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { FastifyInstance } from 'fastify';

const FOLDER = new URL('.', import.meta.url);

/** What the page is made of: the files of these kinds here; nothing comes from outside. */
const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
};

/** Serves the dashboard at `/`; it works through the control routes like any other caller. */
export function registerDashboard(app: FastifyInstance): void {
	const files = readdirSync(FOLDER).filter((name) => extname(name) in TYPES);
	for (const file of files)
		app.get(file === 'index.html' ? '/' : `/${file}`, async (_request, reply) =>
			reply
				.header('Content-Security-Policy', "default-src 'self'")
				.header('Cache-Control', 'no-store')
				.type(TYPES[extname(file)]!)
				.send(await readFile(new URL(file, FOLDER))),
		);
}
