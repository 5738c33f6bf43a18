import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { say } from '../../demo/say.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { packPackage } from '../../n8n/install.mts';
import { type N8n, startN8n } from '../../n8n/server.mts';
import type { Merchant } from '../../sandbox/merchants.mts';
import { createSandbox, type Sandbox } from '../../sandbox/server.mts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A real n8n with our package in it, and the local Paystand that its credential points to. */
export interface ProofWorld {
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

export interface ProofWorldOptions {
	seed: number;
	/** More settings for n8n. */
	env?: Record<string, string>;
}

/**
 * Starts both, hands them to `work`, and ends them, whatever comes of it. The sandbox's clock stands
 * still unless it is moved. With `PAYSTAND_TARBALL` set, that tarball is taken instead of a build.
 */
export async function inWorld<T>(
	{ seed, env }: ProofWorldOptions,
	work: (world: ProofWorld) => Promise<T>,
): Promise<T> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-prove-'));
	const sandbox = await createSandbox({ seed, speed: 0 });
	let n8n: N8n | undefined;
	try {
		const tarball = process.env.PAYSTAND_TARBALL ?? (await built(folder));
		const address = await sandbox.listen({ port: 0 });
		say('Starting n8n …');
		n8n = await startN8n({ tarball, env });
		const merchant = sandbox.world.merchant();
		const data = credentialData({ address, merchant });
		const credential = await n8n.credentials.create('Paystand account', 'paystandApi', data);
		say('n8n and the sandbox are up');
		return await work({ sandbox, address, merchant, n8n, credential, tarball });
	} finally {
		await n8n?.close();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
	}
}

/** What a person types into the credential. */
export function credentialData({
	address,
	merchant,
}: Pick<ProofWorld, 'address' | 'merchant'>): Record<string, string> {
	return {
		environment: 'custom',
		baseUrl: `${address}/v3`,
		clientId: merchant.clientId,
		clientSecret: merchant.clientSecret,
		customerId: merchant.id,
	};
}

async function built(folder: string): Promise<string> {
	say('Building the package …');
	await run('npm', ['run', '--silent', 'build'], { cwd: root }).catch((error) => {
		throw new Error(`The package does not build:\n${error.stdout}${error.stderr}`);
	});
	return await packPackage(folder);
}
