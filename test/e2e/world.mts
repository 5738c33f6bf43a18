/**
 * Started once for all end-to-end tests: a sandbox, and a real n8n with our packed package. Tests
 * find their addresses with `inject`.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { TestProject } from 'vitest/node';
import { packPackage } from '../../n8n/install.mts';
import { startN8n } from '../../n8n/server.mts';
import { createSandbox } from '../../sandbox/server.mts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** The editor's address, without a slash at the end. */
		n8nUrl: string;
		n8nCookies: string;
		/** The sandbox's address, without `/v3`. */
		sandboxUrl: string;
		/** The one folder that n8n's file nodes may read and write. */
		filesFolder: string;
	}
}

export default async function setup(project: TestProject) {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-e2e-'));
	const sandbox = await createSandbox();
	try {
		const sandboxUrl = await sandbox.listen({ port: 0 });
		const tarball = process.env.PAYSTAND_TARBALL ?? (await packBuilt(folder));
		const n8n = await startN8n({ tarball });
		project.provide('n8nUrl', n8n.url);
		project.provide('n8nCookies', n8n.session.cookies);
		project.provide('sandboxUrl', sandboxUrl);
		project.provide('filesFolder', n8n.filesFolder);
		return async () => {
			await n8n.close();
			await sandbox.close();
			await rm(folder, { recursive: true, force: true });
		};
	} catch (error) {
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
}

async function packBuilt(folder: string): Promise<string> {
	if (!existsSync('dist')) throw new Error('There is no dist/. Run: npm run build');
	return await packPackage(folder);
}
