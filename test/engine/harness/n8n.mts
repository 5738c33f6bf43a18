import { createRequire } from 'node:module';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryDataConfig, BinaryDataService, ErrorReporter, InstanceSettings } from 'n8n-core';

const require = createRequire(import.meta.url);
// The copies that n8n-core itself uses: another one would be another container.
const fromCore = createRequire(require.resolve('n8n-core'));
const { Container } = fromCore('@n8n/di') as {
	Container: { get: (key: unknown) => any; set: (key: unknown, value: unknown) => void };
};
const { Logger } = fromCore('@n8n/backend-common') as { Logger: unknown };
const { configureGlobalAxiosDefaults } = fromCore('@n8n/backend-network') as {
	configureGlobalAxiosDefaults: () => void;
};

/** Stands in for n8n's logger and for its error reporter. */
const silent: Record<string, unknown> = {};
for (const level of ['error', 'warn', 'info', 'debug']) silent[level] = () => undefined;
silent.scoped = () => silent;

/** Where n8n keeps binary data: in the item as base64, or in files. */
export type BinaryMode = 'filesystem' | 'memory';

/**
 * Prepares n8n-core as n8n's start does, but without a home folder, a log or a database.
 *
 * @returns takes away what was made for it
 */
export async function startN8n(binaryMode: BinaryMode): Promise<() => Promise<void>> {
	const folder = await mkdtemp(join(tmpdir(), 'paystand-engine-'));
	Container.set(Logger, silent);
	Container.set(ErrorReporter, silent);
	Container.set(InstanceSettings, {
		encryptionKey: 'engine tests',
		hmacSignatureSecret: 'engine tests',
		instanceId: 'engine tests',
		n8nFolder: folder,
	});
	configureGlobalAxiosDefaults();

	const config = Object.assign(Object.create(BinaryDataConfig.prototype), {
		// With no manager for it the data stays in the item, as n8n did for its memory mode.
		mode: binaryMode === 'filesystem' ? 'filesystem' : 'default',
		availableModes: ['filesystem'],
		localStoragePath: folder,
		signingSecret: 'engine tests',
	});
	const service = new BinaryDataService(config, silent as never, silent as never);
	await service.init();
	Container.set(BinaryDataService, service);
	return async () => await rm(folder, { recursive: true, force: true });
}
