import { beforeAll, expect, inject, test } from 'vitest';
import { connect, type N8nClient } from '../../n8n/client.mts';
import { freePort } from '../../n8n/process.mts';
import { filledForm, saveWorkingCredential } from './paystand.mts';

const sandboxUrl = inject('sandboxUrl');
let n8n: N8nClient;

beforeAll(async () => {
	n8n = await connect(inject('n8nUrl'), inject('n8nCookies'));
});

async function testWith(changed: Partial<ReturnType<typeof filledForm>>) {
	const credential = await saveWorkingCredential(n8n, sandboxUrl, 'Under test');
	try {
		const data = { ...filledForm(sandboxUrl), ...changed };
		return await n8n.credentials.test(credential, data);
	} finally {
		await n8n.credentials.delete(credential.id);
	}
}

test('a right credential is green', async () => {
	expect(await testWith({})).toEqual({
		status: 'OK',
		message: 'Connection successful!',
	});
});

test('blanks around the values do no harm', async () => {
	const { clientId, clientSecret, customerId } = filledForm(sandboxUrl);
	const padded = {
		clientId: ` ${clientId}\n`,
		clientSecret: `${clientSecret} `,
		customerId: `\t${customerId} `,
	};
	expect(await testWith(padded)).toMatchObject({ status: 'OK' });
});

test('a wrong secret is red and names the fields to copy again', async () => {
	const { status, message } = await testWith({ clientSecret: 'not-the-secret' });
	expect(status).toBe('Error');
	expect(message).toContain("does not accept the 'Client ID' and 'Client Secret'");
	expect(message).not.toContain('not-the-secret');
});

test('a wrong customer id is red and names that field', async () => {
	const { status, message } = await testWith({ customerId: 'b0realis0merchant0000001a' });
	expect(status).toBe('Error');
	expect(message).toContain("does not accept the 'Customer ID'");
});

test('an account without API access is red and says whom to ask', async () => {
	const { status, message } = await testWith({
		clientId: 'no-api-client-id',
		clientSecret: 'no-api-client-secret',
		customerId: 'n0access0merchant000001a',
	});
	expect(status).toBe('Error');
	expect(message).toContain('API access is not enabled for this Paystand account');
	expect(message).toContain('support@paystand.com');
});

test('an unreachable host is red and names the address', async () => {
	const baseUrl = `http://127.0.0.1:${await freePort()}/v3`;
	const { status, message } = await testWith({ baseUrl });
	expect(status).toBe('Error');
	expect(message).toContain(`Paystand could not be reached at ${baseUrl}`);
});
