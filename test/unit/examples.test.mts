/** What is written from the operations and their examples. `npm run examples` writes it anew. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TEST_RUN } from '../../nodes/Paystand/examples/parameters.mts';
import { listOperations } from '../all-operations/examples.mts';
import { inOrder, type ListedOperation } from '../all-operations/order.mts';
import { withTable } from '../all-operations/readme.mts';
import { withTriggerFields } from '../all-operations/trigger-fields.mts';
import { eventItem } from '../../nodes/events/eventItem.ts';
import { allOperations } from '../all-operations/workflow.mts';

const fileAt = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const HINT = 'is not up to date: npm run examples';

test('examples/all-operations.json is up to date', async () => {
	const text = `${JSON.stringify(await allOperations(), null, 2)}\n`;
	await expect(text, HINT).toMatchFileSnapshot(fileAt('examples/all-operations.json'));
});

test("the README's table of operations is up to date", async () => {
	const readme = fileAt('README.md');
	const text = withTable(await readFile(readme, 'utf8'));
	await expect(text, HINT).toMatchFileSnapshot(readme);
});

test('the fields of a trigger’s item are up to date', async () => {
	const page = fileAt('docs/trigger-items.md');
	const text = await withTriggerFields(await readFile(page, 'utf8'));
	await expect(text, HINT).toMatchFileSnapshot(page);
});

test('the fields at the top of a trigger’s item are those that come out', async () => {
	const page = await readFile(fileAt('docs/trigger-items.md'), 'utf8');
	const [top] = page.split('## In `resource`');
	const told = [...top!.matchAll(/^\| `(\w+)`\s*\|/gm)].map(([, name]) => name);
	const event = { id: 'e1', resource: { object: 'receivableTransaction', id: 'r1' } };
	const options = { onlyStatusChanges: true, includeRawEvent: true };
	expect(told.sort()).toEqual(Object.keys(eventItem(event, options)).sort());
});

test('a page without the marks is not written', () => {
	expect(() => withTable('# A README')).toThrow('The page lacks');
});

test('no example shows a key or text that the tests alone understand', async () => {
	const shown = JSON.stringify((await listOperations()).map(({ example }) => example.parameters));
	expect(shown).not.toContain(`"${TEST_RUN}`);
	expect(shown).not.toContain('CUST-1');
});

describe('the order of operations', () => {
	const operation = (name: string, needs: string[] = [], more = {}): ListedOperation => ({
		...{ name, resource: name.split(':')[0]!, operation: name },
		example: { parameters: { x: needs.map((need) => `={{ $('${need}').first() }}`) }, ...more },
	});
	const names = (operations: ListedOperation[]) => inOrder(operations).map(({ name }) => name);

	test('stays as it is where nothing is needed', () => {
		expect(names([operation('B: 1'), operation('A: 1')])).toEqual(['B: 1', 'A: 1']);
	});

	test('puts what is needed first, and keeps the operations of a resource together', () => {
		const all = [operation('A: 2', ['A: 1']), operation('A: 1'), operation('A: 3', ['B: 1'])];
		expect(names([...all, operation('B: 1'), operation('B: 2')])).toEqual([
			'B: 1',
			'B: 2',
			'A: 1',
			'A: 2',
			'A: 3',
		]);
	});

	test('takes resources apart that need each other', () => {
		const all = [operation('A: 1', ['B: 1']), operation('A: 2')];
		expect(names([...all, operation('B: 1', ['A: 2'])])).toEqual(['A: 2', 'B: 1', 'A: 1']);
	});

	test('ends with what takes away', () => {
		const all = [operation('A: 1', [], { runsLast: true }), operation('A: 2'), operation('B: 1')];
		expect(names(all)).toEqual(['A: 2', 'B: 1', 'A: 1']);
	});

	test('is refused for a circle, and for an operation that there is not', () => {
		const circle = [operation('A: 1', ['A: 2']), operation('A: 2', ['A: 1'])];
		expect(() => inOrder(circle)).toThrow('In a circle: A: 1, A: 2');
		expect(() => inOrder([operation('A: 1', ['B: 1'])])).toThrow('A: 1 needs B: 1');
	});
});
