/** A colleague in the same n8n to whom the Paystand credential was not given. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { chain, PAYSTAND, paystand, START } from '../../harness/flow.mts';
import { connect, createClient, type N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';
import { filledForm, saveWorkingCredential } from './paystand.mts';

const sandboxUrl = inject('sandboxUrl');
const COLLEAGUE = {
	email: 'colleague@example.com',
	password: 'Paystand-2026-c',
	firstName: 'Sam',
	lastName: 'Colleague',
};

let owner: N8nClient;
let colleague: N8nClient;
let credential: SavedCredential;

beforeAll(async () => {
	owner = await connect(inject('n8nUrl'), inject('n8nCookies'));
	credential = await saveWorkingCredential(owner, sandboxUrl, "The owner's");
	colleague = await invite();
});

afterAll(async () => {
	if (credential) await owner.credentials.delete(credential.id);
});

async function invite(): Promise<N8nClient> {
	const { email, ...rest } = COLLEAGUE;
	const body = [{ email, role: 'global:member' }];
	const [invited] = await owner.session.post<any[]>('/rest/invitations', body);
	const token = new URL(invited.user.inviteAcceptUrl).searchParams.get('token');
	const client = createClient(owner.url);
	await client.session.post('/rest/invitations/accept', { token, ...rest });
	await client.session.signIn(COLLEAGUE);
	return client;
}

const list = () => paystand('customer', 'getAll', { limit: 1 });

test('cannot read it, and cannot have it tested with fields of their own', async () => {
	const { session } = colleague;
	await expect(session.get(`/rest/credentials/${credential.id}?includeData=true`)).rejects.toThrow(
		/403|404/,
	);
	const data = { ...filledForm(sandboxUrl), baseUrl: 'http://127.0.0.1:9/v3' };
	await expect(colleague.credentials.test(credential, data)).rejects.toThrow(/403|404/);
});

test('cannot run a workflow with it', async () => {
	const workflow = chain("A colleague's", START, list());
	const run = async () => {
		const { id } = await colleague.workflows.create(workflow, [credential]);
		const { resultData } = await colleague.executions.run(id);
		return resultData;
	};
	const outcome = await run().catch((error: Error) => error.message);
	const told = JSON.stringify(outcome);
	expect(told).not.toContain('extCustomerId');
	expect(told).toMatch(/does not have access|don't have access|not shared|403|404/i);
});

test('the owner can run the same workflow', async () => {
	const { id } = await owner.workflows.create(chain("The owner's", START, list()), [credential]);
	const { resultData } = await owner.executions.run(id);
	expect(resultData.runData[PAYSTAND]?.[0]?.error).toBeUndefined();
	await owner.workflows.delete(id);
});
