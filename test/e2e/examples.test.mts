/**
 * Every flow of `examples/` opens in n8n's editor with each node known. `npm run pictures` makes the
 * pictures of the docs here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFailed, test } from 'vitest';
import { EXAMPLES } from '../../harness/examples.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { openEditor, type Screen } from './screen.mts';

const NAMES = readdirSync(EXAMPLES)
	.filter((name) => name.endsWith('.json'))
	.map((name) => name.slice(0, -'.json'.length));
/** Around the boxes on the canvas, in its own pixels: room for names and what sticks out. */
const MARGIN = { left: 64, top: 32, right: 112, bottom: 96 };
const WINDOW = { width: 2200, height: 1300 };

let n8n: N8nClient;
let screen: Screen;

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	screen = await openEditor(inject('n8nUrl'));
	await screen.page.setViewportSize(WINDOW);
});

afterAll(async () => {
	await screen?.close();
});

test.each(NAMES)('%s', async (name) => {
	onTestFailed(() => screen.picture('failed'));
	const flow = JSON.parse(readFileSync(`${EXAMPLES}/${name}.json`, 'utf8')) as WorkflowJson;
	const { id } = await n8n.workflows.create(flow);
	const { page, byId } = screen;
	await page.goto(`${n8n.url}/workflow/${id}`);
	await byId('canvas-node').first().waitFor();
	await byId('zoom-to-fit').click();
	// The canvas glides to its place.
	await page.waitForTimeout(1000);

	await screen.picture(`examples/${name}`, await clipOf(page.locator('.vue-flow__node')));

	expect(await page.locator('body').textContent()).not.toContain('Install this node');
	expect(await page.locator('.vue-flow__node').count()).toBe(flow.nodes.length);
});

/** The part of the window in which the boxes are. */
async function clipOf(nodes: Locator) {
	const rects = await nodes.evaluateAll((elements) =>
		elements.map((element) => {
			const { left, top, right, bottom } = element.getBoundingClientRect();
			const zoom = (right - left) / (element as unknown as { offsetWidth: number }).offsetWidth;
			return { left, top, right, bottom, zoom };
		}),
	);
	const { zoom } = rects[0]!;
	const x = Math.min(...rects.map(({ left }) => left)) - MARGIN.left * zoom;
	const y = Math.min(...rects.map(({ top }) => top)) - MARGIN.top * zoom;
	const right = Math.max(...rects.map((rect) => rect.right)) + MARGIN.right * zoom;
	const bottom = Math.max(...rects.map((rect) => rect.bottom)) + MARGIN.bottom * zoom;
	return { x, y, width: right - x, height: bottom - y };
}
