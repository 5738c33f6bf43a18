import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ServiceOptions, startService } from '../../harness/services/process.mts';
import { isAlive, temporaryFolder } from './folders.mts';

const folder = temporaryFolder();

const LISTEN = 'require("net").createServer().listen(process.argv[1], "127.0.0.1")';

function service(name: string, more: Partial<ServiceOptions> = {}): ServiceOptions {
	return {
		name,
		folder: join(folder, name),
		command: (port) => [process.execPath, '-e', LISTEN, String(port)],
		stopSignal: 'SIGTERM',
		isReady: (port) =>
			new Promise((resolve) => {
				const socket = connect(port, '127.0.0.1', () => resolve(true));
				socket.on('error', () => resolve(false));
				socket.on('connect', () => socket.destroy());
			}),
		seconds: 10,
		...more,
	};
}

test('a service that ends at once is told with its own last words', async () => {
	const options = service('broken', { command: () => ['sh', '-c', 'echo no such table; exit 3'] });
	await expect(startService(options)).rejects.toThrow(
		/broken ended while starting[^]*no such table/,
	);
	expect(existsSync(join(folder, 'broken', 'service.pid'))).toBe(false);
});

test('a program that is not there is named', async () => {
	const options = service('absent', { command: () => ['no-such-program'] });
	await expect(startService(options)).rejects.toThrow(
		/absent ended while starting[^]*no-such-program/,
	);
});

test('a service that does not answer in time is ended', async () => {
	const command = () => ['sh', '-c', 'echo $$; echo loading; exec sleep 60'];
	await expect(startService(service('slow', { command, seconds: 1 }))).rejects.toThrow(
		/slow did not answer within 1 s[^]*loading/,
	);
	const [pid] = readFileSync(join(folder, 'slow', 'service.log'), 'utf8').split('\n');
	expect(isAlive(Number(pid))).toBe(false);
});

test('a port that was taken in between is changed for another', async () => {
	const ports: number[] = [];
	const command = (port: number) => {
		ports.push(port);
		const taken = ['sh', '-c', 'echo bind: Address already in use; exit 1'];
		return ports.length === 1 ? taken : service('unlucky').command(port);
	};
	const running = await startService(service('unlucky', { command }));
	expect(ports).toHaveLength(2);
	expect(running.port).toBe(ports[1]);
	await running.stop();
});

test('a service that ignores the request to end is ended', async () => {
	const stubborn = `process.on("SIGTERM", () => {}); ${LISTEN}`;
	const command = (port: number) => [process.execPath, '-e', stubborn, String(port)];
	const running = await startService(service('stubborn', { command, stopSeconds: 0.3 }));
	await running.stop();
	expect(isAlive(running.pid)).toBe(false);
	await running.stop();
});

test('a note of a process that ended long ago, or whose number another has now, is passed over', async () => {
	const running = await startService(service('noted'));
	await running.stop();
	writeFileSync(join(folder, 'noted', 'service.pid'), `${process.pid} 1 ${process.ppid}`);
	const again = await startService(service('noted'));
	await again.stop();
	expect(existsSync(join(folder, 'noted', 'service.pid'))).toBe(false);
});
