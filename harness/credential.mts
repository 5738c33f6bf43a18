import type { N8nClient } from '../n8n/client.mts';
import type { SavedCredential } from '../n8n/credentials.mts';

export const CREDENTIAL_TYPE = 'paystandApi';

/** What a merchant of the sandbox signs in with. */
export interface Account {
	/** The merchant's id. */
	id: string;
	clientId: string;
	clientSecret: string;
}

/**
 * What a person types into the credential, by the fields' internal names.
 *
 * @param address the sandbox's, without `/v3`
 */
export function credentialFields(address: string, { id, clientId, clientSecret }: Account) {
	return {
		environment: 'custom',
		baseUrl: `${address}/v3`,
		clientId,
		clientSecret,
		customerId: id,
	};
}

/** Saves the credential of a merchant of the sandbox in n8n. */
export async function saveCredential(
	n8n: N8nClient,
	address: string,
	account: Account,
	name = 'Paystand account',
): Promise<SavedCredential> {
	return await n8n.credentials.create(name, CREDENTIAL_TYPE, credentialFields(address, account));
}
