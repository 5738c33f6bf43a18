import type { N8nSession } from './session.mts';

export interface SavedCredential {
	id: string;
	name: string;
	type: string;
}

/** What n8n shows under the credential's form. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

/** The credentials of the signed-in owner. */
export class N8nCredentials {
	private readonly session: N8nSession;

	constructor(session: N8nSession) {
		this.session = session;
	}

	/** @param data the credential's fields by their internal names */
	async create(
		name: string,
		type: string,
		data: Record<string, unknown>,
	): Promise<SavedCredential> {
		const body = { name, type, data };
		const saved = await this.session.post<SavedCredential>('/rest/credentials', body);
		return { id: saved.id, name: saved.name, type: saved.type };
	}

	/** Replaces all fields of a saved credential. */
	async update(credential: SavedCredential, data: Record<string, unknown>): Promise<void> {
		const { name, type } = credential;
		await this.session.patch(`/rest/credentials/${credential.id}`, { name, type, data });
	}

	/**
	 * Runs the credential's test as the editor does: the credential has to be saved first, or n8n
	 * cannot store the token that the test fetches.
	 *
	 * @param data the fields as the form holds them now
	 */
	async test(
		credential: SavedCredential,
		data: Record<string, unknown>,
	): Promise<CredentialTestResult> {
		const credentials = { ...credential, data };
		return await this.session.post('/rest/credentials/test', { credentials });
	}

	async delete(id: string): Promise<void> {
		await this.session.delete(`/rest/credentials/${id}`);
	}
}
