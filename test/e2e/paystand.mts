/** What the end-to-end tests share: the sandbox's first merchant and its credential in n8n. */
import { type Account, credentialFields, saveCredential } from '../../harness/credential.mts';
import type { N8nClient } from '../../n8n/client.mts';
import type { SavedCredential } from '../../n8n/credentials.mts';

const FIRST_MERCHANT: Account = {
	id: '8low3hlfk1a7t08trm7043aw',
	clientId: 'sandbox-client-id',
	clientSecret: 'sandbox-client-secret',
};

/** The credential's form, filled in for the sandbox's first merchant. */
export function filledForm(sandboxUrl: string) {
	return { ...credentialFields(sandboxUrl, FIRST_MERCHANT), accessToken: '' };
}

/** Saves a working credential under a name of its own. */
export async function saveWorkingCredential(
	n8n: N8nClient,
	sandboxUrl: string,
	name: string,
): Promise<SavedCredential> {
	return await saveCredential(n8n, sandboxUrl, FIRST_MERCHANT, name);
}
