/** Every example flow is run by a test, and in the guide to the examples. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * Where flows are imported and run: the end-to-end tests, with them the demo, and for what needs a
 * service of its own (a database, an ERP) the tests of services and the proofs.
 */
const PLACES = ['test/e2e', 'demo', 'harness', 'test/services', 'test/prove'];

const sources = PLACES.flatMap((place) =>
	readdirSync(join(ROOT, place), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.mts'))
		.map((name) => readFileSync(join(ROOT, place, name), 'utf8')),
).join('\n');

const EXAMPLES = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.json'));

test.each(EXAMPLES)('examples/%s is run', (name) => {
	const isImported = new RegExp(`importExample\\([^,]+,\\s*'${name}'|examples/${name}'`);
	expect(sources, `No test imports and runs it`).toMatch(isImported);
});

test.each(EXAMPLES)('examples/%s is in the guide', (name) => {
	expect(readFileSync(join(ROOT, 'examples/README.md'), 'utf8')).toContain(`\`${name}\``);
});
