import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Control } from '../harness/control.mts';
import { saveCredential } from '../harness/credential.mts';
import type { Place } from '../harness/examples.mts';
import { log } from '../harness/log.mts';
import { packedPackage } from '../harness/package.mts';
import { startQueueMode } from '../harness/services/queueMode.mts';
import { freePort } from '../n8n/process.mts';
import { type N8n, startN8n } from '../n8n/server.mts';
import { createSandbox, type Sandbox } from '../sandbox/server.mts';
import type { Options } from './options.mts';

/**
 * Without these n8n sets up an isolate for expressions for each event that arrives, also for those
 * that nobody listens to; with them it takes in twice as many events a second.
 */
const FOR_MANY_EVENTS = {
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	N8N_EXPRESSION_ENGINE_COMPILE_CACHE: 'true',
};

export interface DemoWorld extends Place {
	/** The sandbox's address, without a slash at the end. */
	sandbox: string;
	control: Control;
	n8n: N8n;
	close(): Promise<void>;
}

/**
 * Builds and packs our package, starts the sandbox (unless one is named) and an n8n with the package
 * in it, and saves the sandbox's credential there. With `PAYSTAND_TARBALL` set, that tarball is taken instead of a build.
 */
export async function startWorld(options: Options): Promise<DemoWorld> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-demo-'));
	try {
		const tarball = await packedPackage(folder);
		const sandbox = options.sandbox ? undefined : await createSandbox({ seed: options.seed });
		const address = options.sandbox ?? (await listen(sandbox!, options.port));
		const control = new Control(address);
		// Invoices of an export are often above what Paystand's own sandbox takes.
		await control.liftPaymentLimits();
		const [merchant] = (await control.state()).merchants;
		log(`The sandbox runs at ${address}`);
		// n8n takes its port only seconds later, so where nobody looks at it, no port is better than another.
		const port = options.n8nPort ?? (await (options.once ? freePort() : free(5678)));
		const { n8n, filesFolder, end } = await (options.queue ? startMany : startOne)(tarball, port);
		log(`n8n runs at ${n8n.url} with our package; its owner is signed in`);
		const credential = await saveCredential(n8n, address, merchant!);
		return {
			sandbox: address,
			control,
			n8n,
			filesFolder,
			credential,
			async close() {
				// A sandbox that goes on would deliver to this n8n for days.
				if (!sandbox) await deactivateAll(n8n);
				await end();
				await sandbox?.close();
			},
		};
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

interface Started {
	/** The process with the editor. */
	n8n: N8n;
	/** The one folder that n8n's file nodes may read. */
	filesFolder: string;
	end(): Promise<void>;
}

async function startOne(tarball: string, port: number): Promise<Started> {
	log('Starting n8n (up to a minute) …');
	const n8n = await startN8n({ tarball, port, env: FOR_MANY_EVENTS });
	return { n8n, filesFolder: n8n.filesFolder, end: () => n8n.close() };
}

async function startMany(tarball: string, port: number): Promise<Started> {
	log('Starting PostgreSQL, Redis and five processes of n8n (up to three minutes) …');
	// Of its own, since it outlives the tarball's.
	const folder = mkdtempSync(join(tmpdir(), 'paystand-queue-'));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	process.on('exit', remove);
	const queueMode = await startQueueMode({ folder, tarball, port, env: FOR_MANY_EVENTS });
	const { n8n, filesFolder, webhookProcessors, workers } = queueMode;
	for (const { name, logFile } of [...webhookProcessors, ...workers]) log(`  ${name}: ${logFile}`);
	return {
		n8n,
		filesFolder,
		async end() {
			await queueMode.close();
			remove();
		},
	};
}

async function listen(sandbox: Sandbox, port: number | undefined): Promise<string> {
	return await sandbox.listen({ port: port ?? (await free(4010)) });
}

async function deactivateAll({ workflows }: N8n): Promise<void> {
	for (const { id, activeVersionId } of await workflows.list()) {
		if (activeVersionId) await workflows.deactivate(id);
	}
}

/** The port if it is free on 127.0.0.1, else any free one. */
async function free(port: number): Promise<number> {
	const isFree = await new Promise<boolean>((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
	return isFree ? port : await freePort();
}
