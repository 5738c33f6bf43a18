/** `npm run pictures`: makes the pictures of the example flows in `docs/screens/examples/` anew. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { packedPackage } from '../harness/package.mts';
import { runVitest } from './steps.mts';

const folder = await mkdtemp(join(tmpdir(), 'paystand-pictures-'));
try {
	const PAYSTAND_TARBALL = await packedPackage(folder);
	const env = { PAYSTAND_TARBALL, SCREENS: '1' };
	const { failed } = await runVitest('e2e', env, ['test/e2e/examples.test.mts']);
	process.exitCode = failed > 0 ? 1 : 0;
} finally {
	await rm(folder, { recursive: true, force: true });
}
