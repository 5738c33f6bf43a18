import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox } from '../sandbox/server.mts';
import { saveCredential } from './credential.mts';
import { log } from './log.mts';
import { packedPackage } from './package.mts';
import { type QueueMode, startQueueMode } from './services/queueMode.mts';
import type { HarnessOptions, HarnessWorld } from './world.mts';

/** A world whose n8n is many processes; `n8n` is the main one. */
export interface QueueWorld extends HarnessWorld {
	queue: QueueMode;
}

/**
 * Like `inWorld`, with n8n in queue mode: a main process, two webhook processors and two workers.
 * With `PAYSTAND_TARBALL` set, that tarball is taken instead of a build.
 */
export async function inQueueWorld<T>(
	{ seed, env }: HarnessOptions,
	work: (world: QueueWorld) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-queue-'));
	const sandbox = await createSandbox({ seed, speed: 0 });
	let queue: QueueMode | undefined;
	try {
		const tarball = await packedPackage(folder);
		const address = await sandbox.listen({ port: 0 });
		log('Starting PostgreSQL, Redis and five processes of n8n …');
		queue = await startQueueMode({ folder, tarball, env });
		const merchant = sandbox.world.merchant();
		const { n8n } = queue;
		const credential = await saveCredential(n8n, address, merchant);
		log('n8n and the sandbox are up');
		return await work({ sandbox, address, merchant, n8n, credential, tarball, queue });
	} finally {
		await queue?.close();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
}
