import {
	NodeHelpers,
	nodeParametersAreStatic,
	webhookDescriptionIsNativelyResolvable,
	type INode,
} from 'n8n-workflow';
import { describe, expect, test } from 'vitest';
import { PaystandTrigger } from '../../../nodes/PaystandTrigger/PaystandTrigger.node.ts';

const { description } = new PaystandTrigger();

/** A node as n8n completes it from what a workflow has saved. */
function nodeOf(typeVersion: number, saved: INode['parameters'] = {}): INode {
	const node = { id: '1', name: 'Trigger', type: 'paystandTrigger', typeVersion } as INode;
	const { properties } = description;
	const whole = { ...node, parameters: saved, position: [0, 0] as [number, number] };
	const parameters = NodeHelpers.getNodeParameters(
		properties,
		saved,
		true,
		false,
		whole,
		description,
	);
	return { ...whole, parameters: parameters! };
}

describe('versions', () => {
	test('new nodes are of version 2; saved ones of version 1 go on', () => {
		expect(description.version).toEqual([1, 2]);
		expect(description.defaultVersion).toBe(2);
	});

	test('n8n leaves the body to version 1, and needs no expression for version 2', () => {
		expect(nodeOf(1).parameters.options).toEqual({ binaryData: true });
		const node = nodeOf(2, { events: ['payment.paid'], respond: 'lastNode' });
		expect(node.parameters).not.toHaveProperty('options');
		expect(nodeParametersAreStatic(node)).toBe(true);
		expect(description.webhooks!.every(webhookDescriptionIsNativelyResolvable)).toBe(true);
	});

	test('events are collected only where the answer is given at the start', () => {
		const settings = { collectMs: 250 };
		expect(nodeOf(2, { settings }).parameters.settings).toEqual(settings);
		const later = nodeOf(2, { settings, respond: 'lastNode' });
		expect(later.parameters.settings).toEqual({});
	});
});
