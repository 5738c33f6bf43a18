import { beforeAll, describe, expect, inject, test } from 'vitest';
import { CREDENTIAL_TYPE } from '../../harness/credential.mts';
import { NODE_TYPE } from '../../harness/flow.mts';
import { connect, type N8nClient } from '../../n8n/client.mts';

interface TypeDescription {
	name: string;
	displayName: string;
	usableAsTool?: boolean;
	iconUrl?: { light: string; dark: string };
	codex?: { categories?: string[] };
	webhooks?: unknown[];
	properties: Array<{ name: string; displayOptions?: unknown; options?: Array<{ name: string }> }>;
}

let n8n: N8nClient;
let nodes: TypeDescription[];
let credentials: TypeDescription[];

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
	nodes = await n8n.session.get('/types/nodes.json');
	credentials = await n8n.session.get('/types/credentials.json');
});

function found(types: TypeDescription[], name: string): TypeDescription {
	const type = types.find((candidate) => candidate.name === name);
	if (!type) throw new Error(`n8n has not loaded ${name}`);
	return type;
}

describe('n8n loads the packed package', () => {
	test('the action node, with its resources', () => {
		const resource = found(nodes, NODE_TYPE).properties.find(({ name }) => name === 'resource');
		const names = resource?.options?.map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['Attachment', 'Customer', 'Receivable']));
	});

	test('the action node as a tool for agents', () => {
		expect(found(nodes, `${NODE_TYPE}Tool`).displayName).toBe('Paystand Tool');
	});

	test('the trigger node, with a webhook', () => {
		expect(found(nodes, `${NODE_TYPE}Trigger`).webhooks).toHaveLength(1);
	});

	test('the nodes’ category in the node creator', () => {
		for (const name of [NODE_TYPE, `${NODE_TYPE}Trigger`]) {
			expect(found(nodes, name).codex?.categories).toContain('Finance & Accounting');
		}
	});

	test('the credential', () => {
		expect(found(credentials, CREDENTIAL_TYPE).displayName).toBe('Paystand API');
	});

	test('the icons, served by n8n', async () => {
		for (const type of [found(nodes, NODE_TYPE), found(credentials, CREDENTIAL_TYPE)]) {
			for (const path of [type.iconUrl?.light, type.iconUrl?.dark]) {
				expect(await n8n.session.get<string>(`/${path}`)).toContain('<svg');
			}
		}
	});
});
