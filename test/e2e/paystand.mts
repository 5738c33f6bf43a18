/** What the end-to-end tests share: the sandbox's first merchant and its credential in n8n. */
import type { SavedCredential } from '../../n8n/credentials.mts';
import type { N8nClient } from '../../n8n/client.mts';

export const NODE_TYPE = 'n8n-nodes-paystand.paystand';
export const CREDENTIAL_TYPE = 'paystandApi';

/** The fields of a credential that works with the sandbox's first merchant. */
export function credentialFields(sandboxUrl: string) {
	return {
		environment: 'custom',
		baseUrl: `${sandboxUrl}/v3`,
		clientId: 'sandbox-client-id',
		clientSecret: 'sandbox-client-secret',
		customerId: '8low3hlfk1a7t08trm7043aw',
		accessToken: '',
	};
}

/** Saves a working credential under a name of its own. */
export async function saveCredential(
	n8n: N8nClient,
	sandboxUrl: string,
	name: string,
): Promise<SavedCredential> {
	return await n8n.credentials.create(name, CREDENTIAL_TYPE, credentialFields(sandboxUrl));
}
