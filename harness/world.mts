import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SavedCredential } from '../n8n/credentials.mts';
import { type N8n, startN8n } from '../n8n/server.mts';
import type { Merchant } from '../sandbox/merchants.mts';
import { createSandbox, type Sandbox } from '../sandbox/server.mts';
import { saveCredential } from './credential.mts';
import { log } from './log.mts';
import { packedPackage } from './package.mts';

/** A real n8n with our package in it, and the local Paystand that its credential points to. */
export interface HarnessWorld {
	sandbox: Sandbox;
	/** Paystand's address, without `/v3`. */
	address: string;
	/** The account of the credential. */
	merchant: Merchant;
	n8n: N8n;
	credential: SavedCredential;
	/** Our package as it is installed in n8n. */
	tarball: string;
}

export interface HarnessOptions {
	seed: number;
	/** Where the sandbox's clock stands at first. Default: now. */
	start?: Date;
	/** More settings for n8n. */
	env?: Record<string, string>;
}

/**
 * Starts both, hands them to `work`, and ends them, whatever comes of it. The sandbox's clock stands
 * still unless it is moved. With `PAYSTAND_TARBALL` set, that tarball is taken instead of a build.
 */
export async function inWorld<T>(
	{ seed, start, env }: HarnessOptions,
	work: (world: HarnessWorld) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-harness-'));
	const sandbox = await createSandbox({ seed, speed: 0, start });
	let n8n: N8n | undefined;
	try {
		const tarball = await packedPackage(folder);
		const address = await sandbox.listen({ port: 0 });
		log('Starting n8n …');
		n8n = await startN8n({ tarball, env });
		const merchant = sandbox.world.merchant();
		const credential = await saveCredential(n8n, address, merchant);
		log('n8n and the sandbox are up');
		return await work({ sandbox, address, merchant, n8n, credential, tarball });
	} finally {
		await n8n?.close();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
}
