import { parseArgs } from 'node:util';
import { createSandbox } from './server.mts';

const USAGE = `Runs a local Paystand X in memory.
  --port N    port on 127.0.0.1 (default 4010, 0 for a free one)
  --seed N    repeats ids and faults (default 1)
  --speed N   virtual seconds per real second (default 1)`;

function options() {
	try {
		const { values } = parseArgs({
			options: {
				port: { type: 'string', default: '4010' },
				seed: { type: 'string', default: '1' },
				speed: { type: 'string', default: '1' },
				help: { type: 'boolean', short: 'h' },
			},
		});
		if (values.help) {
			console.log(USAGE);
			process.exit(0);
		}
		const numbers = {
			port: Number(values.port),
			seed: Number(values.seed),
			speed: Number(values.speed),
		};
		for (const [name, value] of Object.entries(numbers))
			if (!(value >= 0)) throw new Error(`--${name} must be a number that is not negative`);
		return numbers;
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${USAGE}`);
		process.exit(2);
	}
}

const { port, seed, speed } = options();
const sandbox = await createSandbox({ seed, speed });
const address = await sandbox.listen({ port }).catch((error: NodeJS.ErrnoException) => {
	if (error.code !== 'EADDRINUSE') throw error;
	console.error(`Port ${port} is taken: choose another one with --port.`);
	process.exit(1);
});
console.log(`Paystand sandbox
  API        ${address}/v3
  Dashboard  ${address}/
  Control    ${address}/control/state
`);
for (const merchant of sandbox.world.merchants.values())
	console.log(`${merchant.name}${merchant.apiEnabled ? '' : ' (no API access)'}
  client id      ${merchant.clientId}
  client secret  ${merchant.clientSecret}
  customer id    ${merchant.id}
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
