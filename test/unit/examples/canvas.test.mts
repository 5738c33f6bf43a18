/** Every example flow is tidy on n8n's canvas: a person sees where each line goes. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { WorkflowJson, WorkflowNode } from '../../../n8n/workflows.mts';
import { canvasOf, untidyIn } from './canvas.mts';

const FOLDER = fileURLToPath(new URL('../../../examples/', import.meta.url));
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

describe.each(FILES)('examples/%s', (file) => {
	const flow = JSON.parse(readFileSync(FOLDER + file, 'utf8')) as WorkflowJson;

	test('no lines cross, none runs through a node or a note, and nothing overlaps', () => {
		expect(untidyIn(canvasOf(flow))).toEqual([]);
	});

	test('has a note', () => {
		expect(flow.nodes.map(({ type }) => type)).toContain('n8n-nodes-base.stickyNote');
	});

	test('carries no ID of a credential', () => {
		const ids = flow.nodes.flatMap(({ credentials }) =>
			Object.values(credentials ?? {}).map(({ id }) => id),
		);
		expect(ids.filter(Boolean)).toEqual([]);
	});
});

describe('what is untidy', () => {
	const node = (name: string, x: number, y: number, more: Partial<WorkflowNode> = {}) => ({
		...{ id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1 },
		...{ position: [x, y] as [number, number], parameters: {}, ...more },
	});
	const note = (x: number, y: number) =>
		node('Note', x, y, {
			...{ type: 'n8n-nodes-base.stickyNote', parameters: { width: 200, height: 100 } },
		});
	const flow = (nodes: WorkflowNode[], ...links: Array<[string, string]>): WorkflowJson => ({
		name: 'Flow',
		nodes,
		connections: Object.fromEntries(
			links.map(([from]) => [
				from,
				{
					main: links
						.filter(([other]) => other === from)
						.map(([, to]) => [{ node: to, type: 'main', index: 0 }]),
				},
			]),
		),
	});
	const untidy = (...args: Parameters<typeof flow>) => untidyIn(canvasOf(flow(...args)));
	const square = [node('A', 0, 0), node('B', 0, 300), node('C', 400, 0), node('D', 400, 300)];

	test('lines that cross', () => {
		expect(untidy(square, ['A', 'D'], ['B', 'C'])).toEqual([
			'the line from "A" to "D" crosses the line from "B" to "C"',
		]);
		expect(untidy(square, ['A', 'C'], ['B', 'D'])).toEqual([]);
	});

	test('a line through a node or a note', () => {
		const row = [node('A', 0, 0), node('B', 200, 0), node('C', 400, 0)];
		expect(untidy(row, ['A', 'C'])).toEqual(['the line from "A" to "C" runs through "B"']);
		expect(untidy([node('A', 0, 0), node('C', 500, 0), note(200, 0)], ['A', 'C'])).toEqual([
			'the line from "A" to "C" runs through "Note"',
		]);
	});

	test('a line back runs below, and through what is there', () => {
		const loop = [node('A', 0, 0), node('B', 200, 0), node('C', 400, 0)];
		const links: Array<[string, string]> = [
			['A', 'B'],
			['B', 'C'],
			['C', 'A'],
		];
		expect(untidy(loop, ...links)).toEqual([]);
		expect(untidy([...loop, node('D', 200, 150)], ...links)).toEqual([
			'the line from "C" to "A" runs through "D"',
		]);
	});

	test('outputs in another order than what they lead to', () => {
		const choice = { type: 'n8n-nodes-base.if' };
		const nodes = [node('A', 0, 100, choice), node('B', 300, 0), node('C', 300, 200)];
		expect(untidy(nodes, ['A', 'B'], ['A', 'C'])).toEqual([]);
		expect(untidy(nodes, ['A', 'C'], ['A', 'B'])).toEqual([
			'the line from "A" to "C" crosses the line from "A" to "B"',
		]);
	});

	test('a node on a node, on the name of one, and on a note', () => {
		expect(untidy([node('A', 0, 0), node('B', 50, 50)])).toEqual(['"A" overlaps "B"']);
		expect(untidy([node('A', 0, 0), node('B', 0, 110)])).toEqual(['"A" overlaps "B"']);
		expect(untidy([node('A', 0, 0), node('B', 0, 150)])).toEqual([]);
		expect(untidy([node('A', 0, 0), note(-50, 50)])).toEqual(['"A" overlaps "Note"']);
	});
});
