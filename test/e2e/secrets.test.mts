/**
 * n8n runs every operation, receives events, is refused and loses its token, with its log at debug
 * and files on disk. Then nothing that it has written holds a secret of Paystand's; and the search
 * finds a secret that was put there for it to find.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axios from 'axios';
import { beforeAll, expect, test } from 'vitest';
import { CREDENTIAL_TYPE, credentialFields } from '../../harness/credential.mts';
import {
	createTables,
	EXAMPLES,
	importExample,
	type Place,
	rowsOf,
} from '../../harness/examples.mts';
import { chain, items, PAYSTAND, paystand, START } from '../../harness/flow.mts';
import { type Search, type Secret, searchForSecrets } from '../../harness/secret-search.mts';
import { type HarnessWorld, inWorld } from '../../harness/world.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { type Execution, itemsOf } from '../../n8n/executions.mts';
import type { WorkflowJson } from '../../n8n/workflows.mts';
import { listOperations } from '../all-operations/examples.mts';
import { YOUR_VALUES } from '../../nodes/Paystand/examples/parameters.mts';

const PLANTED: Secret = { name: 'planted', value: 'pl4nted/"5ecret"+9f8e7d6c5b4a' };
/** One letter of a secret missed is still most of it: what was refused must not be kept either. */
const MISTYPED: Secret = { name: 'mistyped', value: 'm1styped-5ecret-0a1b2c3d4e5f' };
/** The receivable that the flow of all operations makes, for a payer to pay. */
const RUN = 'SECRETS';
const RECEIVABLE = `${RUN}-3`;

let search: Search;
let planted: Search;
let tokens: number;
let operations: Execution;
let journal: number;
let refusal: string;
let afterExpiry: Execution;

beforeAll(async () => {
	const env = { N8N_LOG_LEVEL: 'debug', N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };
	await inWorld({ seed: 7, env }, async (world) => {
		const issued = new Set<string>();
		const rememberTokens = () => {
			for (const token of world.sandbox.world.tokens.keys()) issued.add(token);
		};
		operations = await runAllOperations(world);
		journal = await receiveEvents(world);
		refusal = await mistypeTheSecret(world);
		rememberTokens();
		afterExpiry = await loseTheToken(world);
		await plant(world);
		await world.n8n.stop();
		rememberTokens();
		tokens = issued.size;
		const secrets = [
			{ name: 'client secret', value: world.merchant.clientSecret },
			...[...issued].map((value, index) => ({ name: `access token ${index + 1}`, value })),
			MISTYPED,
		];
		search = await searchForSecrets(world.n8n.userFolder, secrets);
		planted = await searchForSecrets(world.n8n.userFolder, [PLANTED]);
	});
});

/** Those that are refused included. */
async function runAllOperations({ n8n, credential }: HarnessWorld): Promise<Execution> {
	const text = await readFile(join(EXAMPLES, 'all-operations.json'), 'utf8');
	const workflow = JSON.parse(text) as WorkflowJson;
	const values = workflow.nodes.find(({ name }) => name === YOUR_VALUES) as any;
	for (const assignment of values.parameters.assignments.assignments) {
		if (assignment.name === 'run') assignment.value = RUN;
		if (assignment.name === 'isSandbox') assignment.value = 'yes';
	}
	return await n8n.executions.run((await n8n.workflows.create(workflow, [credential])).id);
}

/** The events of a payment are booked, and a forged one is turned away. @returns rows of the journal */
async function receiveEvents({
	n8n,
	credential,
	address,
	merchant,
}: HarnessWorld): Promise<number> {
	const place: Place = { n8n, credential, filesFolder: n8n.filesFolder };
	await createTables(place);
	const id = await importExample(place, 'cash-application.json');
	await n8n.workflows.activate(id);
	const control = axios.create({ baseURL: `${address}/control`, proxy: false });
	const receivables = [{ extId: RECEIVABLE }];
	await control.post('/pay', { merchantId: merchant.id, receivables, card: '4242424242424242' });
	await control.post('/clock', { advance: '2h' });
	const forged = { object: 'event', id: 'f0rged0event0000000000001', resource: {} };
	await axios.post(merchant.settings.events.urls.always[0]!, forged, {
		validateStatus: () => true,
		proxy: false,
	});
	return (await rowsOf(place, 'ERP cash journal')).length;
}

/** @returns what n8n shows under the credential's form */
async function mistypeTheSecret({ n8n, address, merchant }: HarnessWorld): Promise<string> {
	const data = credentialFields(address, { ...merchant, clientSecret: MISTYPED.value });
	const credential = await n8n.credentials.create('Mistyped', CREDENTIAL_TYPE, data);
	const form = { ...data, accessToken: '' };
	const { message } = await n8n.credentials.test(credential, form);
	await listCustomers(n8n, credential);
	return message;
}

async function loseTheToken({ n8n, credential, address }: HarnessWorld): Promise<Execution> {
	await axios.post(`${address}/control/tokens/expire`, {}, { proxy: false });
	return await listCustomers(n8n, credential);
}

async function listCustomers(n8n: HarnessWorld['n8n'], credential: SavedCredential) {
	const list = paystand('customer', 'getAll', { returnAll: false, limit: 5 });
	const { id } = await n8n.workflows.create(chain('Customers', START, list), [credential]);
	return await n8n.executions.run(id);
}

/** Into an item so long that it takes several pages of the database, and into a file. */
async function plant({ n8n }: HarnessWorld): Promise<void> {
	const found = `${'x'.repeat(9000)} ${PLANTED.value} ${'y'.repeat(9000)}`;
	const code = `return [{ json: { found: ${JSON.stringify(found)} } }]`;
	const toFile = {
		name: 'File',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: { operation: 'toText', sourceProperty: 'found' },
	};
	const { id } = await n8n.workflows.create(chain('Planted', START, items(code), toFile));
	await n8n.executions.run(id);
}

test('all of it has run: operations, events, a refusal, and a new token', async () => {
	// On an account without any history: what has nothing to work on says so and stops nothing.
	expect(operations.resultData.error).toBeUndefined();
	expect(Object.keys(operations.resultData.runData)).toEqual(
		expect.arrayContaining((await listOperations()).map(({ name }) => name)),
	);
	expect(journal).toBeGreaterThan(0);
	expect(refusal).toContain("does not accept the 'Client ID' and 'Client Secret'");
	expect(itemsOf(afterExpiry, PAYSTAND)[0]?.json).toHaveProperty('extCustomerId');
	expect(tokens).toBeGreaterThan(1);
});

test('nothing that n8n has written holds a secret', () => {
	expect(search.findings).toEqual([]);
	expect(search.files).toBeGreaterThan(3);
	expect(search.values).toBeGreaterThan(500);
});

test('a planted secret is found, in the database and in a file', () => {
	const places = planted.findings.map(({ where }) => where);
	expect(places).toContain('execution_data.data');
	expect(places).toContain('workflow_entity.nodes');
	expect(places.filter((where) => where.includes('binary'))).not.toEqual([]);
});
