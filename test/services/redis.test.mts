import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { startRedis } from '../../harness/services/redis.mts';
import { isAlive, temporaryFolder } from './folders.mts';

const folder = temporaryFolder();

test('two at once, each with its own data and password; a start after a kill is empty', async () => {
	const [one, two] = await Promise.all(
		['one', 'two'].map((name) => startRedis({ folder: join(folder, name) })),
	);
	await one.command('SET', 'key', 'value');
	expect(await one.command('GET', 'key')).toBe('value');
	expect(await two.command('GET', 'key')).toBe('');

	const stranger = await promisify(execFile)('redis-cli', ['-p', String(one.port), 'PING']);
	expect(stranger.stdout).toContain('NOAUTH');

	await one.kill();
	const again = await startRedis({ folder: join(folder, 'one') });
	expect(await again.command('GET', 'key')).toBe('');
	await Promise.all([again.stop(), two.stop()]);
	expect([one, two, again].map(({ pid }) => isAlive(pid))).toEqual([false, false, false]);
});
